SELECT pg_temp.id(8, office.n * 1000 + p) AS id, id AS office_id, 'Usaha Ukur ' || p AS name,
    'usaha ukur ' || p AS sort_name, 'usaha ukur ' || p AS search_text, 'umkm' AS kind,
    'Pemilik Ukur ' || p AS owner_name, regions[1] AS region_id
FROM nat_office office CROSS JOIN LATERAL generate_series(0, partners - 1) p
