"""Whom to suggest for a vacancy: graduates of fitting trainings first, without work before others."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from clients.choices import AT_WORK, Purpose
from clients.models import Client, Consent
from pembinaan import dates
from pembinaan.bulk import JsonList
from trainings.choices import EnrolmentStatus, Stage
from trainings.models import Application, Enrolment, Vacancy
from trainings.policy import KEPT_MONTHS, MAX_FITTING
from trainings.rules.placements import fits

DAYS = ("stage_on", "started_on", "ended_on")
TOLD = ("stage", *DAYS)


@dataclass(frozen=True)
class Candidate:
    enrolment: Any
    fits: bool
    is_near: bool
    works: bool

    @property
    def client(self):
        return self.enrolment.client

    @property
    def pk(self):
        return self.client.pk


def with_sharing(rows, lookup="client"):
    """Adds `shares`: whether the client consents to sharing data with a partner."""
    consents = Consent._base_manager.filter(
        client=OuterRef(lookup), purpose=Purpose.SHARE_PARTNER, withdrawn_on=None
    )
    return rows.annotate(shares=Exists(consents))


def clients_of(user):
    """A PK places the own clients, the coordinator all of the office that the record is open of."""
    rows = Client.objects.visible_to(user)
    return rows.filter(counsellor=user.pk) if user.has_perm("trainings.nominate_client") else rows


def candidates(vacancy, user):
    """Graduates who are not on its list yet, each once with the training that fits best; one query."""
    listed = Application._base_manager.filter(vacancy=vacancy, client=OuterRef("client"))
    rows = Enrolment.objects.visible_to(user).filter(
        ~Exists(listed), status=EnrolmentStatus.COMPLETED, client__in=clients_of(user).active()
    )
    rows = rows.filter(client__office=vacancy.office_id).select_related("client__region", "training")
    found = {}
    for row in with_sharing(rows).order_by("-completed_on", "-pk")[:MAX_FITTING]:
        one = judged(row, vacancy)
        if row.client_id not in found or (one.fits and not found[row.client_id].fits):
            found[row.client_id] = one
    return sorted(found.values(), key=lambda one: (not one.fits, one.works, not one.is_near))


def judged(enrolment, vacancy):
    client = enrolment.client
    return Candidate(
        enrolment,
        fits=fits(enrolment.training, vacancy),
        is_near=vacancy.region_id is not None and client.region_id == vacancy.region_id,
        works=client.work in AT_WORK,
    )


def applications_of(user):
    """Of clients whose record is open to the user."""
    rows = Application.objects.visible_to(user).filter(client__in=Client.objects.visible_to(user))
    return rows.select_related("vacancy__partner", "vacancy__office", "client")


def with_placements(clients, user):
    """Adds `placement_rows`, what `placements_of` tells of: a page about one client spares a query."""
    rows = Application.objects.visible_to(user).filter(client=OuterRef("pk")).order_by().values("client")
    employer = Coalesce("vacancy__partner__name", "vacancy__employer")
    row = JSONObject(id="pk", title="vacancy__title", employer=employer, **{name: name for name in TOLD})
    return clients.annotate(placement_rows=Subquery(rows.values(rows=JsonList(row))))


def placements_of(client):
    """The latest step first."""
    found = [
        Application(
            pk=UUID(row["id"]),
            stage=row["stage"],
            vacancy=Vacancy(title=row["title"], employer=row["employer"]),
            **{name: row[name] and date.fromisoformat(row[name]) for name in DAYS},
        )
        for row in client.placement_rows or []
    ]
    return sorted(found, key=lambda one: one.stage_on, reverse=True)


def began_by(today):
    """The latest first day that lies three months back, as rules.placements.kept_from counts them."""
    tomorrow = today + timedelta(days=1)
    # The last day of a short month is three months after several days.
    return max(
        dates.add_months(today, -KEPT_MONTHS), dates.add_months(tomorrow, -KEPT_MONTHS) - timedelta(days=1)
    )


def kept_to_check(user, today, *, own=False):
    """At work since three months: was the job kept?"""
    rows = applications_of(user).filter(stage=Stage.STARTED, started_on__lte=began_by(today))
    rows = rows.filter(client__counsellor=user.pk) if own else rows
    return rows.order_by("started_on", "pk")
