"""Many rows in one statement; PostgreSQL gets them as one JSON text, so its parameters do not grow."""

import json
from functools import lru_cache
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
    # Only names of columns are put together here; every value travels in the parameters.
    into = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(names)})"
    over = _overwriting(model, names, unique) if unique else ""
    values = _values(fields, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"{into} VALUES ({marks}){over}", values)
        else:
            cursor.execute(f"{into} {_from_json(fields)}{over}", [json.dumps(list(values))])


def _overwriting(model, names, unique):
    kept = {model._meta.get_field(name).column for name in unique}
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name.strip('"') not in kept)
    return f" ON CONFLICT ({', '.join(sorted(kept))}) DO UPDATE SET {updates}"


def _from_json(fields):
    columns = ", ".join(
        f"(value->>{place})::{field.db_type(connection)}" for place, field in enumerate(fields)
    )
    return f"SELECT {columns} FROM jsonb_array_elements(%s::jsonb)"  # noqa: S608


def _values(fields, rows):
    """The rows as lists of what both JSON and SQLite can hold."""
    columns = [(field.attname, _writer(field)) for field in fields]
    for row in rows:
        yield [
            row[name] if write is None or row[name] is None else write(row[name]) for name, write in columns
        ]


def _writer(field):
    """How a value is written; None where it already is text, a number or a truth value."""
    kind = getattr(field, "target_field", field)
    if isinstance(kind, models.CharField | models.TextField | models.IntegerField | models.BooleanField):
        return None
    if isinstance(kind, models.UUIDField):
        return lambda value: value.hex if isinstance(value, UUID) else value
    if isinstance(kind, models.JSONField):
        return json.dumps
    if isinstance(kind, models.BinaryField):
        return bytes if connection.vendor == "sqlite" else lambda value: "\\x" + value.hex()
    # A date or a moment is often the same in many rows.
    return lru_cache(maxsize=4096)(lambda value: _prepared(kind, value))


def _prepared(field, value):
    return value if isinstance(value, str) else str(field.get_db_prep_save(value, connection))
