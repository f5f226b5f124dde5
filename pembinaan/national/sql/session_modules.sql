SELECT session.id AS session_id, module.id AS module_id, 4 AS jp
FROM nat_session session JOIN nat_training training USING (t)
JOIN trainings_module module
    ON module.programme_id = training.programme AND module."order" = 1 + mod(i - 1, training.modules)
ORDER BY t, i
