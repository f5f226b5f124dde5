WITH planned AS (
    SELECT session.id AS session_id, t, instructor_n,
        (day + time '08:00') AT TIME ZONE zone AS starts_at, (day + time '11:00') AT TIME ZONE zone AS ends_at
    FROM nat_session session JOIN nat_training training USING (t)
    WHERE session.status = 'planned'
)
SELECT session_id, 'client' AS subject, pg_temp.id(1, client_n) AS subject_id, starts_at, ends_at
FROM planned JOIN nat_person USING (t) WHERE client_n IS NOT NULL AND status = 'enrolled'
UNION ALL
SELECT session_id, 'instructor', pg_temp.id(9, instructor_n), starts_at, ends_at FROM planned
