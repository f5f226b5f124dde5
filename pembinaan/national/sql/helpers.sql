-- An even draw from [0, 1) that depends on a number and the purpose of the draw alone.
CREATE OR REPLACE FUNCTION pg_temp.pick(n bigint, purpose integer) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(n, purpose + 1000 * %(seed)s) & 2147483647) / 2147483648.0::double precision;
-- The id of the n-th row of a kind, in the order of a UUID of version 7: nothing has to be looked up.
CREATE OR REPLACE FUNCTION pg_temp.id(kind integer, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('01' || lpad(to_hex(kind), 2, '0') || lpad(to_hex(n), 8, '0') || '70008000000000000000')::uuid;
CREATE TEMP TABLE nat_office (
    n integer PRIMARY KEY, id uuid, zone text, code text, first bigint, clients integer, partners integer,
    regions text[], coordinator uuid, coordinator_name text, counsellor uuid
) ON COMMIT DROP;
CREATE TEMP TABLE nat_programme (
    n integer PRIMARY KEY, id uuid, title text, modules integer, code text
) ON COMMIT DROP;
