CREATE TEMP TABLE nat_certificate ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY t, j) AS n, person.id AS enrolment_id, training.id AS training_id, office,
    code, coordinator_name, programme_title, training.ends_on + 4 AS issued_on, person.n AS person_n,
    extract(year FROM training.ends_on + 4)::integer AS year,
    row_number() OVER (
        PARTITION BY office, extract(year FROM training.ends_on + 4) ORDER BY t, j
    ) AS sequence
FROM nat_training training JOIN nat_person person USING (t)
WHERE is_certified AND person.status = 'completed' AND is_competent AND training.ends_on + 4 <= %(today)s;
ANALYZE nat_certificate;
