CREATE TEMP TABLE nat_follow_up ON COMMIT DROP AS
SELECT person.n * 16 + point AS n, person.id AS enrolment_id, point, due_on, due_on - days AS opens_on,
    due_on + days AS closes_on, coordinator_name,
    CASE
        WHEN due_on < %(today)s AND pg_temp.pick(person.n * 16 + point, 70) < 0.72
            THEN least(due_on + (pg_temp.pick(person.n * 16 + point, 71) * days)::integer, %(today)s::date)
    END AS done_on
FROM nat_training training JOIN nat_person person USING (t)
CROSS JOIN (VALUES (0, 15), (1, 15), (3, 15), (6, 30), (12, 30)) points (point, days)
CROSS JOIN LATERAL (SELECT (training.ends_on + 1 + make_interval(months => point))::date AS due_on) due
WHERE is_followed AND client_n IS NOT NULL AND person.status IN ('completed', 'not_completed')
ORDER BY t, j, point;
ANALYZE nat_follow_up;
