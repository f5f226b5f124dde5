"""What closes a sheet for good, what opens it again for a time, and what is said after it is closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Office
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import Mark
from trainings.models.attendance import MarkFields
from trainings.models.enrolment import Enrolment
from trainings.models.session import Session


def within_bapas(user, lookup):
    """Rows about the people of a sheet stay in the Bapas that runs the training."""
    return Q(**{f"{lookup}training__office": user.office_id}) if user.sees_people else NOTHING


class SealedMonth(models.Model):
    """A month whose figures an office has handed in and the Kanwil has accepted: its sheets are final."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    month = models.DateField(_("month"))
    """Its first day."""
    sealed_at = models.DateTimeField(_("sealed"), auto_now_add=True)
    sealed_by_name = Line(max_length=200)

    class Meta:
        ordering = ["office", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["office", "month"], name="month_sealed_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="sealed_month_first_day"),
        ]
        verbose_name = _("sealed month")
        verbose_name_plural = _("sealed months")

    def __str__(self):
        return f"{self.office} {self.month:%Y-%m}"


class ReopenRequest(Record, ScopedModel):
    """A recorder asks the head to open a sheet that time has locked."""

    class Decision(models.TextChoices):
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    session = models.ForeignKey(Session, models.PROTECT, related_name="reopen_requests")
    note = Block(_("reason"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_by_name = Line(max_length=200)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = Line(max_length=200, blank=True)
    decision_note = Block(_("note"), blank=True)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(decision=""),
                name="reopen_request_one_open",
                violation_error_message=_("The head has already been asked to open this sheet."),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(decision__in=["granted", "declined"], decided_at__isnull=False),
                name="reopen_request_decided_with_time",
            ),
        ]
        verbose_name = _("request to open a sheet")
        verbose_name_plural = _("requests to open sheets")

    def __str__(self):
        return f"{self.session_id} {self.decision or '-'}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "session__")


class Amendment(MarkFields, ScopedModel):
    """Append-only: a correction to a sheet that is final. The signed figure stays, this stands beside it."""

    id = models.UUIDField(primary_key=True, editable=False)
    """The key of the form that made it."""
    session = models.ForeignKey(Session, models.PROTECT, related_name="amendments")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="amendments")
    was = models.JSONField()
    """The signed mark: mark, minutes_late, minutes_early, reason_id, remark."""
    note = Block(_("why"))
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = Line(max_length=200)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(mark__in=[*Mark.values, ""]), name="amendment_mark_known")
        ]
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")

    def __str__(self):
        return f"{self.enrolment_id} {self.mark or '-'}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "session__")
