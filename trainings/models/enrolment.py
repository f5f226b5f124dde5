from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import ON_A_LIST, EnrolmentStatus, Result, TrainingStatus
from trainings.models.reason import Reason
from trainings.models.training import Training
from trainings.querysets import EnrolmentQuerySet


class Enrolment(Record, ScopedModel):
    """A participant of a training: a client of this or another Bapas, or a guest."""

    training = models.ForeignKey(
        Training, models.PROTECT, related_name="enrolments", verbose_name=_("training")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="enrolments", verbose_name=_("client")
    )
    guest_name = Line(_("name of the guest"), max_length=150, blank=True)
    guest_origin = Line(_("comes from"), max_length=120, blank=True)
    reconcile_by = models.DateField(_("to be identified by"), null=True, blank=True)
    """Somebody who walked in and is known by name only, until an officer finds out who it is."""
    number = models.PositiveSmallIntegerField(_("row"))
    """Row on the attendance sheet; never given twice in a training."""
    status = models.CharField(_("status"), max_length=15, choices=EnrolmentStatus)
    requested_at = models.DateTimeField(_("requested"))
    requested_by_name = Line(max_length=200, blank=True, editable=False)
    starts_on = models.DateField(_("takes part from"), null=True, blank=True)
    ends_on = models.DateField(_("took part until"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("sits in for"),
    )
    leave_reason = models.ForeignKey(
        Reason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason for leaving")
    )
    note = Block(_("note"), blank=True)
    result = models.CharField(_("result"), max_length=20, choices=Result, blank=True)
    result_note = Block(_("note on the result"), blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    printed_name = Line(_("name on the certificate"), max_length=120, blank=True)
    name_confirmed_at = models.DateTimeField(_("name confirmed"), null=True, blank=True)
    name_confirmed_by_name = Line(max_length=200, blank=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()
    office_lookup = "training__office"

    class Meta:
        ordering = ["training", "number"]
        indexes = [
            models.Index(fields=["client", "status"], name="enrolment_by_client"),
            # Lists of trainings count them for every row, and mostly there is nobody.
            models.Index(
                fields=["training"], condition=Q(status=EnrolmentStatus.WAITING), name="enrolment_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "client"],
                name="enrolment_once_per_training",
                violation_error_message=_("This client is already on the list of this training."),
            ),
            models.UniqueConstraint(fields=["training", "number"], name="enrolment_number_once"),
            models.CheckConstraint(
                condition=Q(client__isnull=False, guest_name="") | Q(client__isnull=True) & ~Q(guest_name=""),
                name="enrolment_client_or_guest",
                violation_error_message=_("Choose a client or name a guest."),
            ),
            models.CheckConstraint(
                condition=Q(status=EnrolmentStatus.LEFT, leave_reason__isnull=False, ends_on__isnull=False)
                | ~Q(status=EnrolmentStatus.LEFT) & Q(leave_reason__isnull=True),
                name="enrolment_left_with_reason",
                violation_error_message=_("Leaving needs a date and a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(status=EnrolmentStatus.COMPLETED) | Q(completed_on__isnull=False),
                name="enrolment_completed_with_date",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[EnrolmentStatus.NOMINATED, EnrolmentStatus.WAITING])
                | Q(starts_on__isnull=False),
                name="enrolment_seated_with_start",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="enrolment_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(reconcile_by__isnull=True) | Q(client__isnull=True),
                name="enrolment_reconciled_with_client",
            ),
            models.CheckConstraint(
                condition=Q(status__in=EnrolmentStatus.values), name="enrolment_status_known"
            ),
            models.CheckConstraint(
                condition=Q(result__in=[*Result.values, ""]), name="enrolment_result_known"
            ),
        ]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")

    @classmethod
    def going_on(cls):
        """Of people who take part or ask to, in trainings that are neither over nor cancelled."""
        over = (TrainingStatus.COMPLETED, TrainingStatus.CANCELLED)
        return cls._base_manager.filter(status__in=ON_A_LIST).exclude(training__status__in=over)

    def __str__(self):
        # Never the name: this text reaches the audit trail and error messages.
        return _("Row %(number)s · %(training)s") % {"number": self.number, "training": self.training}

    @classmethod
    def visibility(cls, user):
        """Rows name people: visible through the training's office and the client's office, within a Bapas."""
        if not user.sees_people:
            return NOTHING
        return Q(training__office=user.office_id) | Q(client__office=user.office_id)

    def name_for(self, user, day):
        """The name, or 'restricted participant' with the register number for those who may not know it."""
        if self.client_id is None:
            return self.guest_name
        # A client of another Bapas in this room is known by name, unless restricted.
        if self.client.is_open_to(user, day) or not self.client.is_restricted_on(day):
            return self.client.name
        return _("Restricted participant %(register)s") % {"register": self.client.register_number}


class EnrolmentMove(models.Model):
    """One step in the history of an enrolment."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="moves")
    from_status = models.CharField(max_length=15, choices=EnrolmentStatus, blank=True)
    to_status = models.CharField(max_length=15, choices=EnrolmentStatus)
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=200)
    note = Line(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"
