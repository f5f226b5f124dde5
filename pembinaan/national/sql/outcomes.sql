WITH drawn AS (
    SELECT n, done_on, coordinator_name, pg_temp.pick(n, 80) AS u_channel, pg_temp.pick(n, 81) AS u
    FROM nat_follow_up WHERE done_on IS NOT NULL OFFSET 0
), told AS (
    SELECT drawn.*, u_channel >= 0.98 AS refused,
        CASE WHEN u_channel < 0.08 THEN 'unreached' WHEN u_channel < 0.6 THEN 'whatsapp' ELSE 'visit' END AS channel,
        CASE
            WHEN u_channel < 0.08 OR u_channel >= 0.98 THEN 'unknown' WHEN u < 0.18 THEN 'employed'
            WHEN u < 0.35 THEN 'casual' WHEN u < 0.47 THEN 'own_business' WHEN u < 0.51 THEN 'joint_business'
            WHEN u < 0.56 THEN 'apprentice' WHEN u < 0.6 THEN 'studying' WHEN u < 0.82 THEN 'seeking'
            ELSE 'not_working'
        END AS status
    FROM drawn OFFSET 0
)
SELECT pg_temp.id(6, n) AS id, pg_temp.id(5, n) AS follow_up_id, done_on AS "on", channel, status, refused,
    CASE
        WHEN status IN ('employed', 'casual', 'own_business', 'joint_business') THEN
            (ARRAY['under_1m', 'under_3m', 'under_5m', 'over_5m'])[
                1 + floor(pg_temp.pick(n, 83) * 4)::integer]
        ELSE ''
    END AS income_band,
    CASE WHEN status IN ('employed', 'casual', 'own_business', 'joint_business')
        THEN pg_temp.pick(n, 84) < 0.6 END AS uses_skill,
    status = 'own_business' AND pg_temp.pick(n, 85) < 0.3 AS has_nib,
    CASE WHEN status = 'unknown' THEN '' WHEN pg_temp.pick(n, 86) < 0.9 THEN 'compliant' ELSE 'missed_few' END
        AS compliance,
    CASE WHEN status = 'unknown' THEN '' ELSE 'none' END AS reoffence, coordinator_name AS by_name
FROM told
