"""Emptying the tables after a test that commits: the only place where append-only rows may go."""

from contextlib import contextmanager

from django.db.backends.base.operations import BaseDatabaseOperations

original_flush = BaseDatabaseOperations.execute_sql_flush


def flush_with_triggers_lifted(operations, sql_list):
    with triggers_lifted(operations.connection):
        original_flush(operations, sql_list)


@contextmanager
def triggers_lifted(connection):
    lift, restore = statements(connection)
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in restore:
            cursor.execute(statement)


def statements(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only%'"
            )
            found = cursor.fetchall()
            return [f"DROP TRIGGER {name}" for name, _sql in found], [sql for _name, sql in found]
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'append_only%'"
        )
        tables = [table for (table,) in cursor.fetchall()]
    return [
        [f"ALTER TABLE {table} {word} TRIGGER USER" for table in tables] for word in ("DISABLE", "ENABLE")
    ]


def install():
    BaseDatabaseOperations.execute_sql_flush = flush_with_triggers_lifted
