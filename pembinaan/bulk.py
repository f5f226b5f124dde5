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


class JoinedText(models.Aggregate):
    """All texts of a group in one, with a blank between them."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = models.TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


def write_rows(model, rows, *, unique=()):
    """Insert rows, each a dict by column; a row that equals an old one in `unique` is written over it."""
    if rows:
        names = [field.attname for field in model._meta.concrete_fields if field.attname in rows[0]]
        write_tuples(model, names, [[row[name] for name in names] for row in rows], unique=unique)


def write_tuples(model, names, rows, *, shared=None, unique=(), adding=False):
    """The same for rows as tuples of the named columns; `shared` are values that all of them have.

    `adding`: numbers are added to those of the old row instead of written over them.
    """
    if not rows:
        return
    shared = shared or {}
    fields = [model._meta.get_field(name) for name in (*shared, *names)]
    columns = [connection.ops.quote_name(field.column) for field in fields]
    # Only names of columns are put together here; every value travels in the parameters.
    into = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns)})"
    over = _overwriting(model, columns, unique, adding) if unique else ""
    [same] = _written(fields[: len(shared)], [tuple(shared.values())])
    own = _written(fields[len(shared) :], rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"{into} VALUES ({marks}){over}", [same + row for row in own])
        else:
            cursor.execute(f"{into} {_from_json(fields, len(same))}{over}", [*same, json.dumps(own)])


def _overwriting(model, names, unique, adding):
    kept = {model._meta.get_field(name).column for name in unique}
    old = f"{connection.ops.quote_name(model._meta.db_table)}." if adding else ""
    news = ((name, f"{old}{name} + " if adding else "") for name in names if name.strip('"') not in kept)
    updates = ", ".join(f"{name} = {old}excluded.{name}" for name, old in news)
    return f" ON CONFLICT ({', '.join(sorted(kept))}) DO UPDATE SET {updates}"


def _from_json(fields, shared):
    kinds = [field.db_type(connection) for field in fields]
    columns = [f"%s::{kind}" for kind in kinds[:shared]]
    columns += [f"(value->>{place})::{kind}" for place, kind in enumerate(kinds[shared:])]
    return f"SELECT {', '.join(columns)} FROM jsonb_array_elements(%s::jsonb)"  # noqa: S608


def _written(fields, rows):
    """The rows as tuples of what both JSON and SQLite can hold."""
    columns = list(zip(*rows, strict=True))
    for place, field in enumerate(fields):
        if write := _writer(field):
            columns[place] = [None if value is None else write(value) for value in columns[place]]
    return list(zip(*columns, strict=True)) if columns else list(rows)


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
