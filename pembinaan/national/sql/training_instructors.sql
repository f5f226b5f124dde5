SELECT id AS training_id, pg_temp.id(9, instructor_n) AS instructor_id FROM nat_training ORDER BY t
