"""Who and what a training holds, and when: rewritten by one function inside every action that changes it.

Clients with a seat, instructors and rooms are held by sessions that take place. Two bookings of one subject
never overlap: the database refuses them, PostgreSQL by an exclusion constraint, SQLite by a trigger.
"""

from django.db import IntegrityError, connection
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils.translation import gettext as _

from pembinaan.problems import Problem, refuse
from trainings.choices import SEATED, SessionStatus, Subject, TrainingStatus
from trainings.models import Booking, CatchUp, Session, SessionInstructor

OFF = (TrainingStatus.CANCELLED, TrainingStatus.POSTPONED)
CONSTRAINT = "booking_no_overlap"
COLUMNS = "session_id, subject, subject_id, starts_at, ends_at"


def rebook(training_id):
    """Write the bookings of one training anew; RuleBroken where one overlaps with one of another session.

    Only for the end of an action: after a refusal its transaction can only be rolled back.
    """
    Booking.objects.filter(session__training=training_id).delete()
    try:
        _insert(held(training_id))
    except IntegrityError as error:
        if CONSTRAINT not in str(error):
            raise
        refuse([Problem("double_booked", _("Somebody or something is booked twice at that time."))])


def held(training_id):
    """Querysets of what the training holds, each with the values of COLUMNS."""
    sessions = Session._base_manager.filter(training=training_id).exclude(status=SessionStatus.CANCELLED)
    sessions = sessions.exclude(training__status__in=OFF).order_by()
    taught = SessionInstructor.objects.filter(session__in=sessions.values("pk")).order_by()
    return [
        _values(_with_seats(sessions), "", Subject.CLIENT, "training__enrolments__client"),
        _values(taught, "session__", Subject.INSTRUCTOR, "instructor"),
        _values(sessions.filter(venue__isnull=False), "", Subject.VENUE, "venue"),
    ]


def _with_seats(sessions):
    """Pairs of a session and a client with a seat on its day; a catch-up session is for those it names."""
    seat = "training__enrolments__"
    named = CatchUp.objects.filter(session=OuterRef("pk"))
    return sessions.filter(
        Q(**{f"{seat}ends_on": None}) | Q(**{f"{seat}ends_on__gte": F("day")}),
        Q(is_catch_up=False)
        | ~Exists(named)
        | Exists(named.filter(enrolment=OuterRef("training__enrolments__pk"))),
        **{
            f"{seat}client__isnull": False,
            f"{seat}status__in": SEATED,
            f"{seat}starts_on__lte": F("day"),
        },
    )


def _values(rows, session, subject, subject_id):
    return rows.values_list(
        F(f"{session}pk"),
        Value(subject.value),
        F(f"{subject_id}_id"),
        F(f"{session}starts_at"),
        F(f"{session}ends_at"),
    )


def _insert(querysets):
    stacked, params = [], []
    for queryset in querysets:
        sql, values = queryset.query.get_compiler(connection=connection).as_sql()
        stacked.append(sql)
        params += values
    source = " UNION ALL ".join(stacked)
    with connection.cursor() as cursor:
        # Only names of columns and Django's own SQL are put together here; every value is a parameter.
        cursor.execute(f"INSERT INTO {Booking._meta.db_table} ({COLUMNS}) {source}", params)
