DROP TABLE IF EXISTS measured_tally;
CREATE UNLOGGED TABLE measured_tally (
    training_id uuid, month date, sex text, age_group text, category text, region_code text, present integer,
    late integer, excused integer, sick integer, absent integer, enrolled integer, completed integer,
    passed integer, closed integer, placed integer,
    UNIQUE (training_id, month, sex, age_group, category, region_code)
);
INSERT INTO measured_tally
SELECT facts.training_id, month, COALESCE(sex, ''),
    CASE
        WHEN birth_date > run.starts_on - interval '18 years' OR category LIKE 'ANAK%%' THEN 'child'
        WHEN client.id IS NULL THEN '' ELSE 'adult'
    END,
    COALESCE(category, ''), COALESCE(region_id, ''), sum(present), sum(late), sum(excused), sum(sick),
    sum(absent), sum(enrolled), sum(facts.completed), sum(passed), sum(closed), sum(placed)
FROM (
    SELECT training_id, date_trunc('month', day)::date AS month, client_id, (mark = 'present')::integer AS present,
        (mark = 'late')::integer AS late, (mark = 'excused')::integer AS excused,
        (mark = 'sick')::integer AS sick, (mark = 'absent')::integer AS absent, 0 AS enrolled, 0 AS completed,
        0 AS passed, 0 AS closed, 0 AS placed
    FROM trainings_attendance attendance
    JOIN trainings_enrolment enrolment ON enrolment.id = enrolment_id
    JOIN trainings_session session USING (training_id)
    WHERE session.id = attendance.session_id
    UNION ALL
    SELECT training_id, date_trunc('month', training.starts_on)::date, client_id, 0, 0, 0, 0, 0, 1,
        (enrolment.status = 'completed')::integer, (result = 'competent')::integer, 0, 0
    FROM trainings_enrolment enrolment JOIN trainings_training training ON training.id = training_id
    UNION ALL
    SELECT training_id, date_trunc('month', closes_on)::date, client_id, 0, 0, 0, 0, 0, 0, 0, 0, 1,
        (outcome.status IN ('employed', 'casual', 'own_business', 'joint_business'))::integer
    FROM trainings_followup follow_up
    JOIN trainings_enrolment enrolment ON enrolment.id = enrolment_id
    LEFT JOIN trainings_outcome outcome ON outcome.follow_up_id = follow_up.id
) facts
JOIN trainings_training run ON run.id = facts.training_id
LEFT JOIN clients_client client ON client.id = client_id
GROUP BY 1, 2, 3, 4, 5, 6;
