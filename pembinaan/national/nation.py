"""Fills an empty PostgreSQL database with an invented nation, one statement a table."""

from django.db import connection, transaction
from django.db.models import Count

from clients.models import Client
from partners.models import Instructor, Partner
from pembinaan import dates
from pembinaan.accounts.models import NumberRegister, TakenNumber
from pembinaan.demo import names
from pembinaan.demo.catalogue import load_catalogue
from pembinaan.demo.reference import load_reference
from pembinaan.national.filling import bare, fill, run
from pembinaan.national.offices import make_offices, make_users
from pembinaan.text import fold
from trainings.models import (
    Attendance,
    Booking,
    Certificate,
    Enrolment,
    FollowUp,
    Outcome,
    Programme,
    Session,
    SessionInstructor,
    SessionModule,
    Training,
)

STEPS = (
    (Client, "clients"),
    (Partner, "partners"),
    (Instructor, "instructors"),
    (None, "trainings_drawn"),
    (Training, "trainings"),
    (Training.instructors.through, "training_instructors"),
    (Session, "sessions"),
    (SessionModule, "session_modules"),
    (SessionInstructor, "session_instructors"),
    (Enrolment, "enrolments"),
    (Attendance, "attendances"),
    (None, "follow_ups_drawn"),
    (FollowUp, "follow_ups"),
    (Outcome, "outcomes"),
    (None, "certificates_drawn"),
    (NumberRegister, "registers"),
    (TakenNumber, "taken_numbers"),
    (Certificate, "certificates"),
    (Booking, "bookings"),
)
"""What is written by which file; files without a model make temporary tables that the next ones read.

Only sessions still ahead are booked: nothing clashes with the past. Marks have no history of events.
"""
SMALL = (NumberRegister, Booking)
"""Written with their indexes: few rows, and the rule against overlaps is asked row by row."""
CLIENTS_OF_A_PARTNER, LEAST_PARTNERS = 400, 3
QUICK = ("work_mem = '256MB'", "maintenance_work_mem = '256MB'")


@transaction.atomic
def fill_nation(sizes, *, seed, password, tell):
    """All or nothing. `tell(name, rows, seconds)` hears of every table."""
    load_reference()
    load_catalogue()
    nation, kanwil, local = make_offices(sizes, seed)
    users = make_users(nation, kanwil, local, password)
    params = {"seed": seed, "today": dates.today(), "clients": sizes.clients, "trainings": sizes.trainings}
    params |= names_given()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for setting in QUICK:
            cursor.execute(f"SET LOCAL {setting}")
    run("helpers", params)
    tell_offices(local, users)
    tell_programmes()
    with bare([model._meta.db_table for model, _file in STEPS if model and model not in SMALL]):
        for model, file in STEPS:
            if model is None:
                run(file, params)
            else:
                tell(model._meta.verbose_name_plural, *fill(model, file, params))
    count_on(TakenNumber)
    return users


def names_given():
    lists = {
        "men": names.listed(names.SULAWESI_MEN) + names.listed(names.JAVA_MEN),
        "women": names.listed(names.SULAWESI_WOMEN) + names.listed(names.JAVA_WOMEN),
        "families": names.listed(names.SULAWESI_FAMILIES) + names.listed(names.JAVA_FAMILIES),
    }
    return lists | {f"{key}_folded": [fold(name) for name in found] for key, found in lists.items()}


def tell_offices(local, users):
    """The temporary table that every statement reads: the offices with their share of the clients."""
    rows, first = [], 0
    for number, (office, clients, regions) in enumerate(local, start=1):
        coordinator = users[f"coordinator.{number:03}"]
        partners = max(LEAST_PARTNERS, clients // CLIENTS_OF_A_PARTNER)
        facts = [number, office.pk, office.time_zone, office.code, first, clients, partners, regions]
        rows.append([*facts, coordinator.pk, coordinator.name, users[f"counsellor.{number:03}"].pk])
        first += clients
    insert("nat_office", rows)


def tell_programmes():
    found = (
        Programme.objects.filter(is_current=True).annotate(modules_in_it=Count("modules")).order_by("code")
    )
    rows = enumerate(found.filter(modules_in_it__gt=0).values_list("pk", "title", "modules_in_it", "code"))
    insert("nat_programme", [[number, *facts] for number, facts in rows])


def insert(table, rows):
    marks = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  names of our own


def count_on(model):
    """Rows were written with numbers of their own: the database goes on behind them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608  a name of our own
            f"(SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
        )


def vacuum():
    """What PostgreSQL does by and by on its own: without it nothing that is measured would be true."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
