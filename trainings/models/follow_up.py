from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.choices import EndReason
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import (
    Blocker,
    Capital,
    Channel,
    Compliance,
    IncomeBand,
    OutcomeStatus,
    Point,
    Reoffence,
    SalesChannel,
)
from trainings.models.enrolment import Enrolment
from trainings.querysets import FollowUpQuerySet


def through_enrolment(user, lookup):
    if not user.sees_people:
        return NOTHING
    return Q(**{f"{lookup}training__office": user.office_id}) | Q(
        **{f"{lookup}client__office": user.office_id}
    )


class FollowUp(Record, ScopedModel):
    """One point of the after-care clock of a participant."""

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="follow_ups", verbose_name=_("participant")
    )
    point = models.PositiveSmallIntegerField(_("point"), choices=Point)
    due_on = models.DateField(_("due"))
    opens_on = models.DateField(_("window opens"))
    closes_on = models.DateField(_("window closes"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()
    office_lookup = "enrolment__training__office"

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["done_on", "opens_on"], name="follow_up_due")]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "point"], name="follow_up_once_per_point"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("due_on"), closes_on__gte=F("due_on")),
                name="follow_up_window_in_order",
            ),
            models.CheckConstraint(condition=Q(point__in=Point.values), name="follow_up_point_known"),
        ]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")

    def __str__(self):
        return f"{self.enrolment} · {self.get_point_display()}"

    def get_absolute_url(self):
        return reverse("trainings:follow-up", args=[self.pk])

    @classmethod
    def visibility(cls, user):
        return through_enrolment(user, "enrolment__")

    @property
    def is_done(self):
        return self.done_on is not None

    @property
    def is_moved(self):
        """Its window opens only after the client went to another Bapas, which follows up from then on."""
        client = self.enrolment.client
        return client.end_reason == EndReason.TRANSFERRED and client.ended_on < self.opens_on

    def state_on(self, day):
        """One of done, late (done after the window), moved, overdue, due, upcoming."""
        if self.is_done:
            return "late" if self.done_on > self.closes_on else "done"
        if self.is_moved:
            return "moved"
        if day > self.closes_on:
            return "overdue"
        return "due" if day >= self.opens_on else "upcoming"


class FollowUpAttempt(Record, ScopedModel):
    """A try that reached nobody; the follow-up stays open."""

    follow_up = models.ForeignKey(
        FollowUp, models.PROTECT, related_name="attempts", verbose_name=_("follow-up")
    )
    on = models.DateField(_("date"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    note = Block(_("note"), blank=True)
    by_name = Line(max_length=200, editable=False)

    office_lookup = "follow_up__enrolment__training__office"

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")

    def __str__(self):
        return f"{self.on} {self.get_channel_display()}"

    @classmethod
    def visibility(cls, user):
        return through_enrolment(user, "follow_up__enrolment__")


def proof_path(outcome, _filename):
    return f"outcomes/{outcome.pk}"


class Outcome(Record, ScopedModel):
    """How a participant lives at a follow-up (domain: berdaya guna)."""

    follow_up = models.OneToOneField(
        FollowUp, models.PROTECT, related_name="outcome", verbose_name=_("follow-up")
    )
    on = models.DateField(_("date"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    status = models.CharField(_("status"), max_length=15, choices=OutcomeStatus)
    uses_skill = models.BooleanField(_("uses the skill"), null=True, blank=True)
    income_band = models.CharField(_("income"), max_length=10, choices=IncomeBand, blank=True)
    income = models.PositiveIntegerField(_("income in rupiah a month"), null=True, blank=True)
    business_name = Line(_("name of the business"), max_length=120, blank=True)
    has_nib = models.BooleanField(_("NIB"), default=False)
    has_pirt = models.BooleanField(_("P-IRT"), default=False)
    has_halal = models.BooleanField(_("halal certificate"), default=False)
    capital = models.CharField(_("source of capital"), max_length=10, choices=Capital, blank=True)
    compliance = models.CharField(_("compliance"), max_length=12, choices=Compliance, blank=True)
    reoffence = models.CharField(_("new offence"), max_length=10, choices=Reoffence, blank=True)
    reoffence_source = Line(_("source"), max_length=120, blank=True)
    verified_by_visit = models.BooleanField(_("verified by visit"), default=False)
    product = Line(_("product or service"), max_length=120, blank=True)
    sales_channel = models.CharField(_("sold through"), max_length=8, choices=SalesChannel, blank=True)
    blocker = models.CharField(_("what blocks"), max_length=8, choices=Blocker, blank=True)
    refused = models.BooleanField(_("refuses to be followed up"), default=False)
    proof_file = models.FileField(_("proof"), upload_to=proof_path, max_length=200, blank=True)
    proof_name = Line(max_length=120, blank=True, editable=False)
    note = Block(_("note"), blank=True)
    by_name = Line(max_length=200, editable=False)

    office_lookup = "follow_up__enrolment__training__office"

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=OutcomeStatus.values), name="outcome_status_known"),
            models.CheckConstraint(
                condition=Q(sales_channel__in=[*SalesChannel.values, ""]), name="outcome_sales_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(blocker__in=[*Blocker.values, ""]), name="outcome_blocker_known"
            ),
            models.CheckConstraint(
                condition=Q(refused=False) | Q(status=OutcomeStatus.UNKNOWN),
                name="outcome_refused_is_unknown",
                violation_error_message=_("Who refuses tells nothing: the status is not known."),
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.UNREACHED) | Q(status=OutcomeStatus.UNKNOWN),
                name="outcome_unreached_is_unknown",
                violation_error_message=_("Nobody was reached: the status is not known."),
            ),
            models.CheckConstraint(
                condition=Q(reoffence__in=["", Reoffence.NONE]) | ~Q(reoffence_source=""),
                name="outcome_reoffence_with_source",
                violation_error_message=_("Name the source of this information."),
            ),
        ]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self):
        return f"{self.follow_up} · {self.get_status_display()}"

    @classmethod
    def visibility(cls, user):
        return through_enrolment(user, "follow_up__enrolment__")
