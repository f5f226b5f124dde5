SELECT person.id, training.id AS training_id, pg_temp.id(1, client_n) AS client_id,
    CASE WHEN client_n IS NULL THEN 'Tamu Ukur ' || j ELSE '' END AS guest_name, j AS number, person.status,
    (starts_on - 14)::timestamptz AS requested_at, coordinator_name AS requested_by_name,
    CASE WHEN person.status <> 'nominated' THEN starts_on END AS starts_on, person.ends_on,
    CASE WHEN person.status = 'left' THEN (
        SELECT id FROM trainings_reason WHERE kind = 'left' AND code = 'found-work'
    ) END AS leave_reason_id,
    CASE
        WHEN person.status <> 'completed' THEN '' WHEN is_competent THEN 'competent' ELSE 'not_yet_competent'
    END AS result,
    CASE WHEN person.status = 'completed' THEN training.ends_on + 1 END AS completed_on,
    (starts_on - 14)::timestamptz AS created_at
FROM nat_training training JOIN nat_person person USING (t) ORDER BY t, j
