SELECT office AS office_id, 'certificate' AS kind, year, max(sequence) AS last
FROM nat_certificate GROUP BY office, year
