"""Who may be given a seat: each reason against it is one expression, read by lists and by actions alike."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, DateField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clients.choices import Status
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
HINDRANCES = (LISTED, ENDED, TERM, CLASH)


def last_day(training):
    """Day of the last session that takes place, else the last day of the plan; an expression."""
    days = Subquery(_sessions().filter(training=training).order_by("-day").values("day")[:1])
    return Coalesce(days, Value(training.ends_on), output_field=DateField())


def with_hindrances(clients, training):
    """Adds one flag a hindrance."""
    last = last_day(training)
    expressions = {
        LISTED: Exists(_enrolments().filter(training=training)),
        ENDED: _truth(Q(status=Status.ENDED, ended_on__lte=last)),
        TERM: _truth(Q(guidance_end__isnull=False, guidance_end__lte=last)),
        CLASH: Exists(_enrolments().filter(status__in=SEATED, training__in=trainings_beside(training))),
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
