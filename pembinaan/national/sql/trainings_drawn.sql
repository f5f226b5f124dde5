CREATE TEMP TABLE nat_training ON COMMIT DROP AS
WITH spots AS MATERIALIZED (
    SELECT t, pg_temp.pick(t, 1) * %(clients)s AS spot,
        %(today)s::date - 1795 + (t * 1825.0 / %(trainings)s)::integer AS starts_on,
        14 + floor(pg_temp.pick(t, 2) * 12.66)::integer AS size,
        -- A longer course is for more people.
        3 + floor(pg_temp.pick(t, 2) * 4 + pg_temp.pick(t, 3))::integer AS sessions,
        CASE WHEN pg_temp.pick(t, 4) < 0.6 THEN 1 ELSE 7 END AS gap
    FROM generate_series(1, %(trainings)s::bigint) t
), placed AS (
    SELECT spots.*, office.n AS office_n, office.id AS office, office.zone, office.code, office.clients,
        office.first, office.partners, office.coordinator, office.coordinator_name,
        least(size, office.clients) AS people, starts_on + gap * (sessions - 1) AS ends_on
    FROM spots JOIN nat_office office
        ON spot >= office.first AND spot < office.first + office.clients
), turned AS (
    -- An office takes its people, partners and instructors in turns: nobody is in two places at once.
    SELECT placed.*, row_number() OVER in_turn - 1 AS k,
        mod(sum(people) OVER in_turn - people, clients)::bigint AS from_client
    FROM placed WINDOW in_turn AS (PARTITION BY office_n ORDER BY t)
)
SELECT turned.*, pg_temp.id(2, t) AS id, office_n * 1000 + mod(k, partners) AS partner_n,
    2 * (office_n * 1000 + mod(k, partners)) + mod(k / partners, 2) AS instructor_n,
    programme.id AS programme, programme.title AS programme_title, programme.modules,
    CASE
        WHEN ends_on < %(today)s AND pg_temp.pick(t, 5) < 0.01 THEN 'cancelled'
        WHEN ends_on < %(today)s THEN 'completed'
        WHEN starts_on <= %(today)s THEN 'running'
        WHEN pg_temp.pick(t, 5) < 0.7 THEN 'approved'
        ELSE 'draft'
    END AS status,
    pg_temp.pick(t, 6) < 0.269 AS is_followed, pg_temp.pick(t, 7) < 0.9 AS is_certified
FROM turned JOIN nat_programme programme
    ON programme.n = floor(pg_temp.pick(t, 8) * (SELECT count(*) FROM nat_programme))::integer;
CREATE UNIQUE INDEX ON nat_training (t);
ANALYZE nat_training;
CREATE TEMP TABLE nat_session ON COMMIT DROP AS
SELECT t, i, t * 16 + i AS n, pg_temp.id(3, t * 16 + i) AS id, starts_on + gap * (i - 1) AS day,
    CASE
        WHEN status = 'cancelled' OR status = 'completed' AND pg_temp.pick(t * 16 + i, 20) < 0.01
            THEN 'cancelled'
        WHEN starts_on + gap * (i - 1) < %(today)s THEN 'held'
        ELSE 'planned'
    END AS status
FROM nat_training CROSS JOIN LATERAL generate_series(1, sessions) i ORDER BY t, i;
ANALYZE nat_session;
CREATE TEMP TABLE nat_person ON COMMIT DROP AS
SELECT t, j, t * 64 + j AS n, pg_temp.id(4, t * 64 + j) AS id,
    CASE
        WHEN pg_temp.pick(t * 64 + j, 30) >= 0.01 THEN first + mod(from_client + j - 1, clients)
    END AS client_n,
    CASE
        WHEN status IN ('draft', 'cancelled') THEN 'nominated'
        WHEN status <> 'completed' THEN 'enrolled'
        WHEN pg_temp.pick(t * 64 + j, 31) < 0.04 THEN 'left'
        WHEN pg_temp.pick(t * 64 + j, 31) < 0.12 THEN 'not_completed'
        ELSE 'completed'
    END AS status,
    CASE
        WHEN status = 'completed' AND pg_temp.pick(t * 64 + j, 31) < 0.04
            THEN starts_on + gap * floor(pg_temp.pick(t * 64 + j, 32) * (sessions - 1))::integer
    END AS ends_on,
    pg_temp.pick(t * 64 + j, 33) < 0.92 AS is_competent
FROM nat_training CROSS JOIN LATERAL generate_series(1, people) j ORDER BY t, j;
CREATE UNIQUE INDEX ON nat_person (n);
ANALYZE nat_person;
