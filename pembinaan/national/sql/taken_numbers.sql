SELECT n AS id, register.id AS register_id, sequence,
    'SERT/' || lpad(sequence::text, 4, '0') || '/' || replace(code, 'BAPAS-', 'UKUR') || '/' || year AS number,
    issued_on::timestamptz AS taken_at, coordinator_name AS taken_by_name
FROM nat_certificate certificate
JOIN accounts_numberregister register USING (year)
WHERE register.office_id = certificate.office ORDER BY n
