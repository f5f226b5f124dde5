"""Actions that run at once, each on its own connection, against the kind of database of production."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, connections

WORKERS = 12


@contextmanager
def shared_database(folder):
    """PostgreSQL as it is; the test's SQLite in memory becomes a file, since memory knows no waiting."""
    if connection.vendor != "sqlite":
        yield
        return
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = str(folder / "shared.sqlite3")
    with sqlite3.connect(path) as copy:
        memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, path
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


def at_once(work, items):
    """What `work` answers for each item, all of them in parallel; an exception is an answer, too."""

    def one(item):
        try:
            return work(item)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(one, items))
