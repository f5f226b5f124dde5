SELECT pg_temp.id(7, n) AS id, training_id, enrolment_id, office AS office_id, 'neutral' AS face,
    n AS taken_number_id, issued_on, coordinator_name AS issued_by_name,
    'SERT/' || lpad(sequence::text, 4, '0') || '/' || replace(code, 'BAPAS-', 'UKUR') || '/' || year AS number,
    upper(translate(md5(n || '/' || %(seed)s), '0189', 'wxyz')) AS code,
    jsonb_build_object('name', 'Peserta Ukur ' || person_n, 'title', programme_title, 'issuer', 'Usaha Ukur',
        'signatures', '[]'::jsonb) AS facts,
    'certificates/' || pg_temp.id(7, n) AS file, md5(n::text) || md5(n::text) AS sha256, 30000 AS size,
    CASE
        WHEN pg_temp.pick(n, 90) < 0.8 AND issued_on + 5 <= %(today)s THEN issued_on + 5
        WHEN pg_temp.pick(n, 90) < 0.9 AND issued_on + 20 <= %(today)s THEN issued_on + 20
    END AS handed_over_on,
    issued_on::timestamptz AS created_at
FROM nat_certificate ORDER BY n
