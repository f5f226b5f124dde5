"""Writes a table by one statement: the SQL gives what matters, the model's defaults the rest."""

import time
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

FOLDER = Path(__file__).with_name("sql")


def sql_of(name):
    return (FOLDER / f"{name}.sql").read_text("utf-8")


def run(name, params):
    """A file of statements, such as make a temporary table."""
    with connection.cursor() as cursor:
        for statement in sql_of(name).split(";\n"):
            if statement.strip():
                cursor.execute(statement, params)


def fill(model, name, params):
    """Insert what the query of the file gives; (rows, seconds)."""
    start, query = time.monotonic(), sql_of(name)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({query}) one LIMIT 0", params)  # noqa: S608  our own file
        given = [column.name for column in cursor.description]
        others = dict(left_out(model, given))
        into = ", ".join(f'"{column}"' for column in (*given, *others))
        chosen = ", ".join([*(f'one."{column}"' for column in given), *others.values()])
        # Only names of columns and their defaults are put together here; every value is a parameter.
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({into}) SELECT {chosen} FROM ({query}) one",  # noqa: S608
            params,
        )
        return cursor.rowcount, time.monotonic() - start


def left_out(model, given):
    """(column, SQL of its default) of what the query does not name; numbers of rows make themselves."""
    for field in model._meta.concrete_fields:
        if field.column in given or isinstance(field, models.AutoField):
            continue
        if isinstance(field, models.UUIDField) and field.unique:
            yield field.column, "gen_random_uuid()"
        elif getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            yield field.column, "now()"
        elif field.default is not NOT_PROVIDED or not field.null:
            yield field.column, literal(field)


def literal(field):
    value = field.get_db_prep_save(field.get_default(), connection)
    with connection.cursor() as cursor:
        text = cursor.mogrify("%s", [value])
    return f"{text}::{field.db_type(connection)}".replace("%", "%%")


@contextmanager
def bare(tables):
    """Without indexes and foreign keys while rows are written; made again, they check what was written."""
    with connection.cursor() as cursor:
        again = [made for table in tables for made in taken_off(cursor, table)]
        yield
        for statement in again:
            cursor.execute(statement)


def taken_off(cursor, table):
    """Drops them and gives the statements that make them again, keys to other tables last."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype IN ('u', 'f') ORDER BY contype DESC",
        [table],
    )
    constraints = cursor.fetchall()
    for name, _definition in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE i.indrelid = %s::regclass "
        "AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    made = [definition for _name, definition in indexes]
    return made + [
        f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for name, definition in constraints
    ]
