"""All that waits along the chain, from the sheets to the work of graduates: derived, never stored."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan.dates import short_day
from trainings.choices import CAME, SEATED, TOOK_PART, EnrolmentStatus, Result, SessionStatus, TrainingStatus
from trainings.dropping_out import unanswered
from trainings.matching import kept_to_check
from trainings.models import Attendance, Certificate, Enrolment, FollowUp, Session, Training
from trainings.querysets import MOVED_ON

SHOWN = 30
MANY = 99


@dataclass(frozen=True)
class Item:
    title: Any
    detail: Any
    url: str


@dataclass(frozen=True)
class Part:
    key: str
    title: Any
    empty: Any
    items: list = field(default_factory=list)
    url: str = ""
    """Of the list that has all of it."""

    @property
    def shown(self):
        return self.items[:SHOWN]

    @property
    def count(self):
        return min(len(self.items), MANY)

    @property
    def is_many(self):
        return len(self.items) > MANY


def parts(user, day, *, own):
    """`own`: of the user's own clients only. A query for each part."""
    return [
        sheets(user, day, own),
        trainings_over(user, day, own),
        uncertified(user, day, own),
        overdue(user, day, own),
        dropping_out(user, day, own),
        kept(user, day, own),
    ]


def with_own(rows, user, training):
    """Where a client of this PK takes part; `training` is the name of its column."""
    mine = Enrolment._base_manager.filter(client__counsellor=user.pk, status__in=TOOK_PART)
    return rows.filter(Exists(mine.filter(training=OuterRef(training))))


def sheets(user, day, own):
    rows = unrecorded(Session.objects.visible_to(user), day).select_related("training")
    rows = with_own(rows, user, "training") if own else rows
    items = [
        Item(
            f"{row.training} · {row.label}",
            _("%(day)s · %(recorded)s of %(expected)s recorded")
            % {"day": short_day(row.day), "recorded": row.recorded, "expected": row.expected},
            f"{row.get_absolute_url()}?status=unrecorded",
        )
        for row in rows.order_by("day", "number", "pk")[: MANY + 1]
    ]
    title, empty = _("Sessions without marks"), _("Every session of the past has its marks.")
    return Part("sheets", title, empty, items, reverse("trainings:session-list"))


def unrecorded(sessions, day):
    rows = sessions.waiting_before(day).with_record_counts()
    return rows.filter(Q(status=SessionStatus.PLANNED) | Q(recorded__lt=F("expected")))


def trainings_over(user, day, own):
    rows = with_unassessed(Training.objects.visible_to(user).waiting_for_completion(day))
    rows = with_own(rows, user, "pk") if own else rows
    items = [
        Item(row.title, _over(row), _closes(row, user)) for row in rows.order_by("ends_on", "pk")[: MANY + 1]
    ]
    title, empty = _("Trainings that are over"), _("Every training that is over is completed.")
    address = f"{reverse('trainings:list')}?needs=completion"
    return Part("trainings", title, empty, items, address)


def with_unassessed(trainings):
    """Adds `unassessed`: whether somebody came and has no result."""
    came = Attendance._base_manager.filter(enrolment=OuterRef("pk"), mark__in=CAME)
    people = Enrolment._base_manager.filter(training=OuterRef("pk"), status__in=SEATED, result="")
    return trainings.annotate(unassessed=Exists(people.filter(Exists(came))))


def _over(training):
    facts = {"day": short_day(training.ends_on)}
    if training.unassessed:
        return _("Ended on %(day)s, results are missing") % facts
    return _("Ended on %(day)s, not completed yet") % facts


def _closes(training, user):
    if training.unassessed and user.has_perm("trainings.record_result"):
        return reverse("trainings:results", args=[training.pk])
    if user.has_perm("trainings.complete_training"):
        return reverse("trainings:complete", args=[training.pk])
    return training.get_absolute_url()


def uncertified(user, day, own):
    rows = graduates(Enrolment.objects.visible_to(user).filter(training__office=user.office_id))
    rows = rows.filter(client__counsellor=user.pk) if own else rows
    rows = rows.order_by().values("training", "training__title", "training__completed_on")
    found = rows.annotate(n=Count("pk")).order_by("training__completed_on", "training")
    items = [
        Item(
            row["training__title"], _graduated(row), reverse("trainings:certificates", args=[row["training"]])
        )
        for row in found[: MANY + 1]
    ]
    title, empty = _("Graduates without a certificate"), _("Every graduate has one.")
    return Part("certificates", title, empty, items)


def _graduated(row):
    message = ngettext(
        "%(n)s graduate, completed on %(day)s", "%(n)s graduates, completed on %(day)s", row["n"]
    )
    return message % {"n": row["n"], "day": short_day(row["training__completed_on"])}


def graduates(people):
    """Who completed and never got a certificate; one that was revoked is not missing."""
    issued = Certificate._base_manager.filter(enrolment=OuterRef("pk"))
    return people.filter(
        ~Exists(issued),
        status=EnrolmentStatus.COMPLETED,
        result=Result.COMPETENT,
        training__status=TrainingStatus.COMPLETED,
        reconcile_by=None,
    )


def overdue(user, day, own):
    rows = FollowUp.objects.visible_to(user).of_people_known_to(user, day).overdue(day)
    rows = rows.mine(user) if own else rows
    items = [
        Item(
            row.enrolment.name_for(user, day),
            _("%(point)s, window closed on %(day)s")
            % {"point": row.get_point_display(), "day": short_day(row.closes_on)},
            row.get_absolute_url(),
        )
        for row in rows.select_related("enrolment__client").in_due_order()[: MANY + 1]
    ]
    address = f"{reverse('trainings:follow-up-list')}?state=overdue{'&whose=mine' if own else ''}"
    title, empty = _("Follow-ups past their window"), _("No follow-up is overdue.")
    return Part("follow_ups", title, empty, items, address)


def dropping_out(user, day, own):
    recorder = user.has_perm("trainings.record_attendance")
    items = [
        Item(
            one.enrolment.client.name,
            f"{one.enrolment.training} · {one.signs[0].message}",
            reverse("trainings:drop-out-answer", args=[one.enrolment.training_id, one.enrolment.pk])
            if recorder
            else reverse("trainings:drop-out-list"),
        )
        for one in unanswered(user, day, own=own)
    ]
    title, empty = _("Participants who may drop out"), _("Nobody shows an unanswered sign.")
    return Part("drop_outs", title, empty, items, reverse("trainings:drop-out-list"))


def kept(user, day, own):
    items = [
        Item(
            row.client.name,
            _("%(work)s, since %(day)s") % {"work": row.vacancy.title, "day": short_day(row.started_on)},
            reverse("trainings:application", args=[row.pk]),
        )
        for row in kept_to_check(user, day, own=own)[: MANY + 1]
    ]
    title, empty = _("Still at work after three months?"), _("Nobody is to be asked.")
    address = f"{reverse('trainings:placement-list')}?check=kept{'&whose=mine' if own else ''}"
    return Part("kept", title, empty, items, address)


COLUMNS = ("sheets", "trainings", "certificates", "follow_ups")


def by_office(user, day):
    """Numbers only, an office a row, for those who read about several; four queries."""
    here = user.office_q("training__office")
    sources = {
        "sheets": (unrecorded(Session.objects.visible_to(user), day), "training__office__name"),
        "trainings": (Training.objects.visible_to(user).waiting_for_completion(day), "office__name"),
        "certificates": (graduates(Enrolment._base_manager.filter(here)), "training__office__name"),
        "follow_ups": (_overdue_in(user, day), "enrolment__training__office__name"),
    }
    found = {}
    for key, (rows, office) in sources.items():
        for name, number in rows.order_by().values_list(office).annotate(n=Count("pk", distinct=True)):
            found.setdefault(name, dict.fromkeys(COLUMNS, 0))[key] = number
    return sorted(found.items())


def _overdue_in(user, day):
    rows = FollowUp._base_manager.filter(user.office_q("enrolment__training__office"))
    return rows.filter(done_on=None, closes_on__lt=day).exclude(MOVED_ON)
