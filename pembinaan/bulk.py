"""Many rows in one statement whose number of parameters does not grow: they travel as one JSON text."""

import json
from uuid import UUID

from django.db import connection, models


class JsonList(models.Aggregate):
    """All values of a group as a list, in no order."""

    function = "JSONB_AGG"
    output_field = models.JSONField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def write_rows(model, rows, *, unique=()):
    """Insert rows, each a dict by column; a row that equals an old one in `unique` is written over it."""
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if field.attname in rows[0]]
    names = [connection.ops.quote_name(field.column) for field in fields]
    # Only names of columns are put together here; every value travels in the parameter.
    table = connection.ops.quote_name(model._meta.db_table)
    sql = f"INSERT INTO {table} ({', '.join(names)}) {_source(fields)}"
    if unique:
        kept = {model._meta.get_field(name).column for name in unique}
        updates = ", ".join(f"{name} = excluded.{name}" for name in names if name.strip('"') not in kept)
        sql += f" ON CONFLICT ({', '.join(sorted(kept))}) DO UPDATE SET {updates}"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            connection.connection.create_function("from_hex", 1, _from_hex, deterministic=True)
        cursor.execute(sql, [_payload(fields, rows)])


def _from_hex(text):
    """Older SQLite has no unhex()."""
    return bytes.fromhex(text) if text else None


def _source(fields):
    if connection.vendor == "sqlite":
        values = ", ".join(_sqlite_value(field, place) for place, field in enumerate(fields))
        # Without WHERE the parser takes ON CONFLICT for the condition of a join.
        return f"SELECT {values} FROM json_each(%s) WHERE true"  # noqa: S608
    values = ", ".join(
        f"(value->>{place})::{field.db_type(connection)}" for place, field in enumerate(fields)
    )
    return f"SELECT {values} FROM jsonb_array_elements(%s::jsonb)"  # noqa: S608


def _sqlite_value(field, place):
    value = f"json_extract(value, '$[{place}]')"
    return f"from_hex({value})" if isinstance(field, models.BinaryField) else value


def _payload(fields, rows):
    written = {}
    before_hex = "" if connection.vendor == "sqlite" else "\\x"

    def text(field, value):
        if value is None or isinstance(value, str | int):
            return value
        if isinstance(value, UUID):
            return value.hex
        if isinstance(value, bytes | memoryview):
            return before_hex + value.hex()
        if isinstance(value, dict | list):
            return json.dumps(value)
        if value not in written:
            written[value] = str(field.get_db_prep_save(value, connection))
        return written[value]

    return json.dumps([[text(field, row[field.attname]) for field in fields] for row in rows])
