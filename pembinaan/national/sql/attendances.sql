WITH drawn AS (
    SELECT session.id AS session_id, person.id AS enrolment_id, day, zone, coordinator, coordinator_name,
        session.n * 64 + seat AS n, pg_temp.pick(session.n * 64 + seat, 61) AS u
    FROM nat_session session JOIN nat_training training USING (t)
    CROSS JOIN LATERAL generate_series(1, people) seat
    JOIN nat_person person ON person.n = session.t * 64 + seat
    WHERE session.status = 'held' AND person.status <> 'nominated'
        AND (person.ends_on IS NULL OR person.ends_on >= session.day)
        AND pg_temp.pick(session.n * 64 + seat, 62) >= 0.002
    OFFSET 0 -- what is drawn once is not drawn anew in every expression that uses it
), said AS (
    SELECT drawn.*, CASE
        WHEN u < 0.83 THEN 'present' WHEN u < 0.89 THEN 'late' WHEN u < 0.92 THEN 'excused'
        WHEN u < 0.95 THEN 'sick' ELSE 'absent'
    END AS mark
    FROM drawn OFFSET 0
)
SELECT session_id, enrolment_id, mark,
    CASE WHEN mark = 'late' THEN 5 + floor(pg_temp.pick(n, 63) * 40)::integer ELSE 0 END AS minutes_late,
    CASE
        WHEN mark = 'sick' THEN (SELECT id FROM trainings_reason WHERE kind = 'absence' AND code = 'health')
        WHEN mark = 'excused' AND pg_temp.pick(n, 64) < 0.7
            THEN (SELECT id FROM trainings_reason WHERE kind = 'absence' AND code = 'family')
        WHEN mark = 'excused' THEN (SELECT id FROM trainings_reason WHERE kind = 'absence' AND code = 'other')
    END AS reason_id,
    1 AS version, (day + time '08:20') AT TIME ZONE zone AS marked_at, coordinator AS marked_by_id,
    coordinator_name AS marked_by_name
FROM said
