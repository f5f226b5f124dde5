from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record, new_id
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line
from trainings.choices import InviteState, OfferState, Passing
from trainings.models.enrolment import Enrolment
from trainings.models.reason import Reason
from trainings.models.training import Training


class OfPeople(ScopedModel):
    """Rows that name people: within the Bapas of the training alone."""

    office_lookup = "enrolment__training__office"

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, user):
        return Q(**{cls.office_lookup: user.office_id}) if user.sees_people else NOTHING


class Pause(Record, OfPeople):
    """Days on which a participant is not expected; without an end until resumed."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    note = Line(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pause_dates_in_order",
                violation_error_message=_("The pause ends before it begins."),
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(ends_on__isnull=True), name="pause_one_open"
            ),
            models.UniqueConstraint(fields=["enrolment", "starts_on"], name="pause_once_per_day"),
        ]
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on or ''}"


class SeatOffer(Record, OfPeople):
    """A free seat offered to somebody who waits; while it is open the seat is held."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="offers")
    offered_at = models.DateTimeField(_("offered"))
    expires_at = models.DateTimeField(_("answer until"))
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.OPEN)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by_name = Line(max_length=200, blank=True, editable=False)
    note = Line(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["-offered_at", "-pk"]
        indexes = [models.Index(fields=["state", "expires_at"], name="offer_by_expiry")]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(state=OfferState.OPEN), name="offer_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_state_known"),
            models.CheckConstraint(
                condition=Q(state=OfferState.OPEN, answered_at__isnull=True)
                | ~Q(state=OfferState.OPEN) & Q(answered_at__isnull=False),
                name="offer_answered_with_time",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("offered_at")), name="offer_times_in_order"),
        ]
        verbose_name = _("offered seat")
        verbose_name_plural = _("offered seats")

    def __str__(self):
        return f"{self.enrolment} {self.state}"


class Invitation(Record, OfPeople):
    """That a participant was invited, and what the answer was."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="invitation")
    state = models.CharField(_("state"), max_length=10, choices=InviteState, default=InviteState.PREPARED)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_by_name = Line(max_length=200, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    note = Line(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["enrolment__number"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InviteState.values), name="invitation_state_known"),
            models.CheckConstraint(
                condition=Q(state=InviteState.PREPARED, sent_at__isnull=True)
                | ~Q(state=InviteState.PREPARED) & Q(sent_at__isnull=False),
                name="invitation_sent_with_time",
            ),
        ]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self):
        return f"{self.enrolment} {self.state}"


class StaffInvitation(ScopedModel):
    """That a colleague was told of a training by e-mail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training = models.ForeignKey(Training, models.CASCADE, related_name="staff_invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    """Of the training: after a change it may be told again."""
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failure = Line(_("failure"), max_length=200, blank=True)

    office_lookup = "training__office"

    class Meta:
        ordering = ["training", "user"]
        constraints = [
            models.UniqueConstraint(fields=["training", "user", "version"], name="staff_invited_once")
        ]

    def __str__(self):
        return f"{self.training_id} {self.user_id}"


class ShortlistDecision(OfPeople):
    """Why the next on the shortlist was passed over, or somebody taken whom a rule excludes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training = models.ForeignKey(Training, models.CASCADE, related_name="shortlist_decisions")
    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Passing)
    score = models.IntegerField(default=0)
    facts = models.JSONField(default=list)
    """Codes and points of the reasons that the shortlist showed."""
    reason = models.ForeignKey(Reason, models.PROTECT, null=True, blank=True, related_name="+")
    note = Line(_("reason"), max_length=200)
    batch = models.UUIDField()
    at = models.DateTimeField(auto_now_add=True)
    by_name = Line(max_length=200)

    office_lookup = "training__office"

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["client", "kind"], name="decision_by_client")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Passing.values), name="decision_kind_known"),
            models.CheckConstraint(
                condition=~Q(note="") | Q(reason__isnull=False), name="decision_has_reason"
            ),
        ]
        verbose_name = _("decision on the shortlist")
        verbose_name_plural = _("decisions on the shortlist")

    def __str__(self):
        return f"{self.training_id} {self.kind}"
