"""Querysets whose SQL is written once in a process; from call to call only its parameters change.

Django takes longer to write the SQL of a large query than a database to answer it.
"""

from copy import copy
from datetime import UTC, date, datetime, timedelta
from functools import cache, wraps
from uuid import UUID

from django.db import connection, models

KINDS = {
    UUID: (models.UUIDField(), lambda place: UUID(int=0x7A11 << 64 | place)),
    date: (models.DateField(), lambda place: date(1917, 7, 7) + timedelta(place)),
    datetime: (models.DateTimeField(), lambda place: datetime(1918, 7, 7, tzinfo=UTC) + timedelta(place)),
}
"""What may be passed: how a database takes it, and a value that stands in for it while the SQL is written."""


def compiled(*kinds):
    """Decorates a function that makes a queryset of ids, days and moments: called, it gives a list.

    Only these values may differ from call to call; the function runs once, with stand-ins for them.
    """

    def decorate(make):
        ready = cache(lambda _vendor: Ready(make, kinds))

        @wraps(make)
        def rows(*values):
            return ready(connection.vendor).rows(values)

        return rows

    return decorate


def written_out(sql, params, changing):
    """The same with the other parameters as text, which PostgreSQL's client would write anew each time."""
    if connection.vendor == "sqlite":
        return sql, params
    with connection.cursor() as cursor:
        texts = [
            "%s" if value in changing else cursor.mogrify("%s", [value]).replace("%", "%%")
            for value in params
        ]
    pieces = zip(sql.split("%s"), [*texts, ""], strict=True)
    return "".join(map("".join, pieces)), [value for value in params if value in changing]


class Ready:
    def __init__(self, make, kinds):
        self.fields = [KINDS[kind][0] for kind in kinds]
        stand_ins = [KINDS[kind][1](place) for place, kind in enumerate(kinds)]
        self.queryset = make(*stand_ins)
        self.compiler = self.queryset.query.get_compiler(connection=connection)
        sql, params = self.compiler.as_sql()
        self.stand_ins = self.adapted(stand_ins)
        if not set(self.stand_ins) <= set(params):
            raise ValueError(f"{make.__name__}: a value is computed with before it reaches the query.")
        self.sql, self.params = written_out(sql, params, self.stand_ins)

    def adapted(self, values):
        pairs = zip(self.fields, values, strict=True)
        return [field.get_db_prep_value(value, connection) for field, value in pairs]

    def rows(self, values):
        actual = dict(zip(self.stand_ins, self.adapted(values), strict=True))
        params = [actual.get(value, value) for value in self.params]
        compiler = copy(self.compiler)
        compiler.as_sql = lambda: (self.sql, params)
        rows = self.queryset.all()
        rows.query.get_compiler = lambda *_args, **_options: compiler
        # A list: a queryset could still be filtered, and the SQL would not know.
        return list(rows)
