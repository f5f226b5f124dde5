"""Who may be given a seat: each reason against it is one expression, read by lists and by actions alike."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, DateField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clients.choices import Status
from clients.models import KeepApart
from pembinaan import dates
from trainings.choices import SEATED, SessionStatus, TrainingStatus
from trainings.models import Enrolment, Session
from trainings.policy import LAST_FOLLOW_UP_MONTHS


@dataclass(frozen=True)
class Hindrance:
    code: str
    message: Any

    @property
    def flag(self):
        """Name of the annotation that says whether it holds for a client."""
        return f"hindered_{self.code}"


LISTED = Hindrance("listed", _("Already on the list of this training."))
ENDED = Hindrance("ended", _("The guidance has ended before the last session."))
TERM = Hindrance("term", _("The guidance does not last past the last session."))
CLASH = Hindrance("clash", _("Has a seat in another training at the same time."))
APART = Hindrance("apart", _("Must not share a room with somebody who has a seat."))
HINDRANCES = (LISTED, ENDED, TERM, CLASH, APART)
BENDABLE = (TERM, APART)
"""May be set aside for somebody, with a reason."""


def last_day(training):
    """Day of the last session that takes place, else the last day of the plan; an expression."""
    days = Subquery(_sessions().filter(training=training).order_by("-day").values("day")[:1])
    return Coalesce(days, Value(training.ends_on), output_field=DateField())


def with_hindrances(clients, training):
    """Adds one flag a hindrance."""
    last = last_day(training)
    clients = clients.annotate(apart_row=row_apart_from(training))
    expressions = {
        LISTED: Exists(_enrolments().filter(training=training)),
        ENDED: _truth(Q(status=Status.ENDED, ended_on__lte=last)),
        TERM: _truth(Q(guidance_end__isnull=False, guidance_end__lte=last)),
        CLASH: Exists(_enrolments().filter(status__in=SEATED, training__in=trainings_beside(training))),
        APART: _truth(Q(apart_row__isnull=False)),
    }
    return clients.annotate(**{hindrance.flag: holds for hindrance, holds in expressions.items()})


def eligible_for(training, clients):
    """Those of the clients whom nothing hinders."""
    return with_hindrances(clients, training).filter(**{hindrance.flag: False for hindrance in HINDRANCES})


def trainings_beside(training):
    """Ids of other trainings that meet while this one does."""
    at_once = _sessions().filter(
        training=training, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    off = (TrainingStatus.CANCELLED, TrainingStatus.POSTPONED)
    others = _sessions().exclude(training=training).exclude(training__status__in=off)
    return others.filter(Exists(at_once)).values("training")


def row_apart_from(training):
    """Row number of somebody with a seat from whom a client is kept apart, or null; an expression."""

    def row(one, other):
        seat = {f"{other}__enrolments__training": training, f"{other}__enrolments__status__in": SEATED}
        pairs = pairs_while(training.starts_on).filter(**{one: OuterRef("pk")}, **seat).order_by()
        return Subquery(pairs.values(f"{other}__enrolments__number")[:1])

    return Coalesce(row("first", "second"), row("second", "first"))


def pairs_while(day):
    """Pairs that are still kept apart on that day."""
    rows = KeepApart._base_manager.filter(lifted_at__isnull=True)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=day))


def ends_before_last_follow_up(client, last):
    """Nothing that hinders, but the after-care will outlast the guidance and needs a consent."""
    last_follow_up = dates.add_months(last, LAST_FOLLOW_UP_MONTHS)
    return client.guidance_end is not None and client.guidance_end < last_follow_up


def _sessions():
    return Session._base_manager.exclude(status=SessionStatus.CANCELLED).order_by()


def _enrolments():
    return Enrolment._base_manager.filter(client=OuterRef("pk"))


def _truth(condition):
    return ExpressionWrapper(condition, output_field=BooleanField())
