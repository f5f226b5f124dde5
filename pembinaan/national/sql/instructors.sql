SELECT pg_temp.id(9, 2 * (office.n * 1000 + p) + i) AS id, pg_temp.id(8, office.n * 1000 + p) AS partner_id,
    'Instruktur Ukur ' || p || '-' || i AS name
FROM nat_office office CROSS JOIN LATERAL generate_series(0, partners - 1) p CROSS JOIN generate_series(0, 1) i
