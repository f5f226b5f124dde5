DROP TABLE IF EXISTS measured_daily;
CREATE UNLOGGED TABLE measured_daily AS
SELECT office_id, day, sum(marked) AS marked, sum(came) AS came, sum(enrolled) AS enrolled,
    sum(completed) AS completed, sum(closed) AS closed, sum(placed) AS placed
FROM (
    SELECT office_id, day, count(*) AS marked, count(*) FILTER (WHERE mark IN ('present', 'late')) AS came,
        0 AS enrolled, 0 AS completed, 0 AS closed, 0 AS placed
    FROM trainings_attendance attendance
    JOIN trainings_session session ON session.id = session_id
    JOIN trainings_training training ON training.id = training_id
    GROUP BY office_id, day
    UNION ALL
    SELECT office_id, training.starts_on, 0, 0, count(*), count(*) FILTER (WHERE enrolment.status = 'completed'),
        0, 0
    FROM trainings_enrolment enrolment JOIN trainings_training training ON training.id = training_id
    GROUP BY office_id, training.starts_on
    UNION ALL
    SELECT office_id, closes_on, 0, 0, 0, 0, count(*),
        count(*) FILTER (WHERE outcome.status IN ('employed', 'casual', 'own_business', 'joint_business'))
    FROM trainings_followup follow_up
    JOIN trainings_enrolment enrolment ON enrolment.id = enrolment_id
    JOIN trainings_training training ON training.id = training_id
    LEFT JOIN trainings_outcome outcome ON outcome.follow_up_id = follow_up.id
    GROUP BY office_id, closes_on
) parts GROUP BY office_id, day;
CREATE UNIQUE INDEX ON measured_daily (office_id, day);
CREATE INDEX ON measured_daily (day);
ANALYZE measured_daily;
