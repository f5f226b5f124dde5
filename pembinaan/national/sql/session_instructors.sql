SELECT session.id AS session_id, pg_temp.id(9, instructor_n) AS instructor_id, 'lead' AS role
FROM nat_session session JOIN nat_training training USING (t) ORDER BY t, i
