"""The leanest roll call there could be: who is logged in, whose session it is, one statement for all marks.

Twice: with a row of values for each person, as a bulk upsert is commonly written, and with one JSON text that
the database takes apart, as the product writes it.

For measuring only; nothing in the application leads here.
"""

import json

from django.db import connection
from django.http import HttpResponse, HttpResponseNotFound
from django.urls import path
from django.utils import timezone

from pembinaan.bulk import write_tuples
from trainings.choices import Mark
from trainings.models import Attendance, Enrolment, Session

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
OWN = ("enrolment_id", "mark")
MARKS = {"h": Mark.PRESENT.value, "a": Mark.ABSENT.value}


def save(request, session, write):
    sheet = Session._base_manager.filter(pk=session, training__office=request.user.office_id).first()
    if sheet is None:
        return HttpResponseNotFound()
    marks = {mark["n"]: MARKS[mark["m"]] for mark in json.loads(request.body)["marks"]}
    people = Enrolment._base_manager.filter(training=sheet.training_id).values_list("number", "pk")
    shared = {"session_id": sheet.pk, "minutes_late": 0, "minutes_early": 0, "reason_id": None}
    shared |= {"remark": "", "version": 1, "marked_at": timezone.now()}
    shared |= {"marked_by_id": request.user.pk, "marked_by_name": request.user.name}
    write([(pk, marks[number]) for number, pk in people], shared)
    return HttpResponse(b"{}", content_type="application/json")


def by_values(rows, shared):
    table, fields = Attendance._meta.db_table, [Attendance._meta.get_field(name) for name in shared]
    fields += [Attendance._meta.get_field(name) for name in OWN]
    columns = [field.column for field in fields]
    news = ", ".join(f"{name} = excluded.{name}" for name in columns)
    one = f"({', '.join(['%s'] * len(columns))})"
    pairs = zip(fields, shared.values(), strict=False)
    same = [field.get_db_prep_save(value, connection) for field, value in pairs]
    keys = fields[-2]
    values = [part for pk, mark in rows for part in (*same, keys.get_db_prep_save(pk, connection), mark)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(rows))} "  # noqa: S608
            f"ON CONFLICT (session_id, enrolment_id) DO UPDATE SET {news}",
            values,
        )


def by_json(rows, shared):
    write_tuples(Attendance, OWN, rows, shared=shared, unique=("session", "enrolment"))


urlpatterns = [
    path("<uuid:session>/", save, {"write": by_json}),
    path("values/<uuid:session>/", save, {"write": by_values}),
]
