WITH people AS (
    SELECT first + i AS n, i, id AS office, code, clients, regions, counsellor,
        %(today)s::date - 1825 + (i / (1.19 * clients) * 1825)::integer
            - (pg_temp.pick(first + i, 40) * 300)::integer AS starts,
        pg_temp.pick(first + i, 41) AS u_category,
        CASE WHEN pg_temp.pick(first + i, 42) < 0.88 THEN 'L' ELSE 'P' END AS sex,
        floor(pg_temp.pick(first + i, 43) * cardinality(%(men)s::text[]))::integer + 1 AS man,
        floor(pg_temp.pick(first + i, 44) * cardinality(%(women)s::text[]))::integer + 1 AS woman,
        floor(pg_temp.pick(first + i, 45) * cardinality(%(families)s::text[]))::integer + 1 AS family,
        floor(pg_temp.pick(first + i, 46) * cardinality(%(men)s::text[]))::integer + 1 AS father,
        pg_temp.pick(first + i, 47) < 0.4 AS names_father
    FROM nat_office office CROSS JOIN LATERAL generate_series(0, clients - 1) i
    OFFSET 0 -- what is drawn once is not drawn anew in every expression that uses it
), told AS (
    SELECT people.*,
        starts + (CASE WHEN i < 0.2 * clients THEN 1900 ELSE 500 END)
            + (pg_temp.pick(n, 48) * 1200)::integer AS ends,
        CASE WHEN sex = 'P' THEN (%(women)s::text[])[woman] ELSE (%(men)s::text[])[man] END
            || ' ' || (%(families)s::text[])[family]
            || CASE WHEN names_father
                THEN CASE WHEN sex = 'P' THEN ' binti ' ELSE ' bin ' END || (%(men)s::text[])[father]
                ELSE '' END AS name,
        CASE WHEN sex = 'P' THEN (%(women_folded)s::text[])[woman] ELSE (%(men_folded)s::text[])[man] END
            || ' ' || (%(families_folded)s::text[])[family]
            || CASE WHEN names_father
                THEN CASE WHEN sex = 'P' THEN ' binti ' ELSE ' bin ' END || (%(men_folded)s::text[])[father]
                ELSE '' END AS sort_name,
        CASE
            WHEN u_category < 0.44 THEN 'PB' WHEN u_category < 0.68 THEN 'CB' WHEN u_category < 0.71 THEN 'CMB'
            WHEN u_category < 0.76 THEN 'ASIMILASI' WHEN u_category < 0.84 THEN 'PIDANA_BERSYARAT'
            WHEN u_category < 0.89 THEN 'PIDANA_PENGAWASAN' WHEN u_category < 0.93 THEN 'PIDANA_KERJA_SOSIAL'
            WHEN u_category < 0.95 THEN 'ANAK_DIVERSI' WHEN u_category < 0.97 THEN 'ANAK_PUTUSAN'
            ELSE 'BIMBINGAN_LANJUTAN'
        END AS category,
        CASE WHEN pg_temp.pick(n, 49) < 0.6 THEN regions[1]
            ELSE regions[1 + floor(pg_temp.pick(n, 50) * cardinality(regions))::integer] END AS region,
        pg_temp.pick(n, 51) AS u_work, pg_temp.pick(n, 52) AS u_end, pg_temp.pick(n, 53) AS u_age
    FROM people OFFSET 0
)
SELECT pg_temp.id(1, n) AS id, office AS office_id, 'REG/' || code || '/' || n AS register_number, name, sort_name,
    sort_name || '  reg' || lower(replace(code, '-', '')) || n AS search_text, sex,
    CASE WHEN category LIKE 'ANAK%%' THEN starts - (5200 + u_age * 1100)::integer
        ELSE starts - (7000 + u_age * 13000)::integer END AS birth_date,
    '0800' || lpad(n::text, 8, '0') AS phone, 'Jalan Ukur No. ' || n AS address, region AS region_id, category,
    'minister' AS basis, starts AS guidance_start, ends AS guidance_end,
    CASE WHEN ends < %(today)s THEN 'ended' ELSE 'active' END AS status,
    CASE
        WHEN ends >= %(today)s THEN '' WHEN u_end < 0.93 THEN 'completed' WHEN u_end < 0.96 THEN 'new_offence'
        WHEN u_end < 0.98 THEN 'broke_conditions' ELSE 'transferred'
    END AS end_reason,
    CASE WHEN ends < %(today)s THEN ends END AS ended_on, counsellor AS counsellor_id,
    pg_temp.pick(n, 54) < 0.005 AS restricted_flag,
    (ARRAY['none', 'primary', 'lower', 'upper', 'diploma'])[1 + floor(pg_temp.pick(n, 55) * 5)::integer]
        AS education,
    CASE
        WHEN u_work < 0.2 THEN 'unknown' WHEN u_work < 0.5 THEN 'seeking' WHEN u_work < 0.68 THEN 'casual'
        WHEN u_work < 0.8 THEN 'employed' WHEN u_work < 0.9 THEN 'own_business' ELSE 'not_working'
    END AS work,
    CASE WHEN u_work >= 0.2 THEN least(starts + 60, %(today)s::date) END AS work_since,
    (ARRAY['Menjahit', 'Barista', 'Las', 'Servis sepeda motor', 'Tata boga', ''])[
        1 + floor(pg_temp.pick(n, 56) * 6)::integer] AS interests,
    CASE WHEN pg_temp.pick(n, 57) < 0.5 THEN '12345' ELSE '' END AS available_days,
    starts::timestamptz AS created_at
FROM told ORDER BY hashint8(n)
