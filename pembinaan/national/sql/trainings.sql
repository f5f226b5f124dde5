SELECT id, office AS office_id, programme AS programme_id, programme_title || ' angkatan ' || (k + 1) AS title,
    regexp_replace(lower(programme_title || ' angkatan ' || (k + 1) || ' griya abhipraya'), '[^a-z0-9]+', ' ', 'g') AS search_text,
    pg_temp.id(8, partner_n) AS partner_id, 'Griya Abhipraya' AS place, starts_on, ends_on,
    (people + 4) / 5 * 5 AS capacity, status, 'Kepala Bapas' AS approved_by_name,
    CASE WHEN status <> 'draft' THEN (starts_on - 20)::timestamptz END AS approved_at,
    CASE WHEN status = 'completed' THEN ends_on + 1 END AS completed_on,
    CASE WHEN status = 'cancelled' THEN (
        SELECT id FROM trainings_reason WHERE kind = 'cancelled' AND code = 'too-few'
    ) END AS status_reason_id,
    (starts_on - 30)::timestamptz AS created_at
FROM nat_training ORDER BY t
