SELECT session.id, training.id AS training_id, i AS number, day,
    (day + time '08:00') AT TIME ZONE zone AS starts_at, (day + time '11:00') AT TIME ZONE zone AS ends_at,
    4 AS jp, session.status,
    CASE WHEN session.status = 'cancelled' THEN (
        SELECT id FROM trainings_reason WHERE kind = 'session_cancelled' AND code = 'instructor'
    ) END AS cancel_reason_id,
    CASE WHEN is_closed THEN (day + time '13:00') AT TIME ZONE zone END AS attested_at,
    CASE WHEN is_closed THEN coordinator_name ELSE '' END AS attested_by_name,
    (starts_on - 30)::timestamptz AS created_at
FROM nat_session session JOIN nat_training training USING (t)
-- Many sheets of trainings that go on wait to be closed.
CROSS JOIN LATERAL (SELECT session.status = 'held' AND (training.status <> 'running'
    OR pg_temp.pick(session.n, 21) < 0.3) AS is_closed) sheet
ORDER BY t, i
