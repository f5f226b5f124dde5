"""What clients say: how satisfied they are, and their complaints; and what was done about a risk."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from pembinaan.accounts.models import Office
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import ComplaintAbout, ComplaintState, WarningAnswer
from trainings.models.enrolment import Enrolment
from trainings.models.locks import within_bapas
from trainings.models.training import Training

FROM_ONE_TO_FIVE = {"gte": 1, "lte": 5}


def rated(name):
    return Q(**{f"{name}__{end}": value for end, value in FROM_ONE_TO_FIVE.items()})


class Feedback(Record, ScopedModel):
    """Three answers about a training, from 1 to 5; without a name where the person wants none."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="feedback")
    enrolment = models.OneToOneField(
        Enrolment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("participant"),
    )
    content = models.PositiveSmallIntegerField(_("What was taught is useful"))
    teaching = models.PositiveSmallIntegerField(_("The instructor explains well"))
    treatment = models.PositiveSmallIntegerField(_("I was treated well"))
    remark = Block(_("remark"), blank=True)
    given_on = models.DateField(_("given on"))

    office_lookup = "training__office"

    class Meta:
        ordering = ["-given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=rated("content") & rated("teaching") & rated("treatment"),
                name="feedback_from_one_to_five",
                violation_error_message=_("Each answer is a number from 1 to 5."),
            )
        ]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self):
        return f"{self.training_id} {self.given_on}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "")


class Complaint(Record, ScopedModel):
    """A complaint and its answer (UU 22/2022 Pasal 15); who complains may stay unnamed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    number = models.PositiveIntegerField(_("number"))
    training = models.ForeignKey(
        Training, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("training")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("client")
    )
    about = models.CharField(_("about"), max_length=10, choices=ComplaintAbout)
    text_sealed = models.BinaryField(editable=False)
    """Sealed at rest: it may speak of anything."""
    received_on = models.DateField(_("received"))
    answer_by = models.DateField(_("to be answered by"))
    state = models.CharField(_("state"), max_length=8, choices=ComplaintState, default=ComplaintState.OPEN)
    answer_sealed = models.BinaryField(null=True, editable=False)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    answered_by_name = Line(max_length=200, blank=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_by_name = Line(max_length=200)

    class Meta:
        ordering = ["-received_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="complaint_number_once"),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("received_on")), name="complaint_answered_later"
            ),
            models.CheckConstraint(
                condition=Q(state=ComplaintState.OPEN, answered_on__isnull=True)
                | Q(state=ComplaintState.ANSWERED, answered_on__isnull=False, answer_sealed__isnull=False),
                name="complaint_answered_with_answer",
            ),
            models.CheckConstraint(
                condition=Q(about__in=ComplaintAbout.values), name="complaint_about_known"
            ),
        ]
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")

    def __str__(self):
        return f"{self.office_id} {self.number}"

    @classmethod
    def visibility(cls, user):
        return Q(office=user.office_id) if user.sees_people else NOTHING


class DropOutAnswer(Record, ScopedModel):
    """What was done when the rule warned that a participant may drop out; until its facts change."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="drop_out_answers")
    fingerprint = models.CharField(max_length=64, editable=False)
    answer = models.CharField(_("what was done"), max_length=10, choices=WarningAnswer)
    note = Line(_("note"), max_length=200, blank=True)
    by_name = Line(max_length=200)

    office_lookup = "enrolment__training__office"

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "fingerprint"], name="drop_out_answered_once"),
            models.CheckConstraint(
                condition=~Q(answer=WarningAnswer.NOTHING) | ~Q(note=""),
                name="drop_out_nothing_with_reason",
                violation_error_message=_("Say why nothing needs to be done."),
            ),
            models.CheckConstraint(
                condition=Q(answer__in=WarningAnswer.values), name="drop_out_answer_known"
            ),
        ]
        verbose_name = _("answer to a warning")
        verbose_name_plural = _("answers to warnings")

    def __str__(self):
        return f"{self.enrolment_id} {self.answer}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "enrolment__")
