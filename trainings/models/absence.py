"""What follows from an absence: an excuse that is decided, a barrier that is removed, a ladder of steps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line
from trainings.choices import NEEDS_REASON, BarrierKind, ExcuseState, Mark, Rung
from trainings.models.enrolment import Enrolment
from trainings.models.locks import within_bapas
from trainings.models.reason import Reason
from trainings.models.session import Session


def evidence_path(excuse, _filename):
    return f"excuses/{excuse.pk}"


class Excuse(Record, ScopedModel):
    """Why somebody will not come or did not come, what proves it, and what was decided.

    It waits until `evidence_by`; without evidence it lapses then, and the mark becomes absent without notice.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="excuses")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="excuses")
    mark = models.CharField(_("mark"), max_length=8, choices=Mark)
    reason = models.ForeignKey(Reason, models.PROTECT, related_name="+", verbose_name=_("reason"))
    note = Line(_("what was said"), max_length=200, blank=True)
    evidence_by = models.DateField(_("evidence until"))
    evidence = models.FileField(_("evidence"), upload_to=evidence_path, blank=True, max_length=200)
    evidence_name = Line(max_length=120, blank=True)
    """The file's own name; the stored content is sealed."""
    state = models.CharField(_("state"), max_length=8, choices=ExcuseState, default=ExcuseState.WAITING)
    said_by_name = Line(max_length=200)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = Line(max_length=200, blank=True)
    decision_note = Line(_("note on the decision"), max_length=200, blank=True)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["evidence_by", "pk"]
        indexes = [models.Index(fields=["state", "evidence_by"], name="excuse_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                name="excuse_once_per_session",
                violation_error_message=_("An excuse for this session is there already."),
            ),
            models.CheckConstraint(condition=Q(mark__in=NEEDS_REASON), name="excuse_mark_known"),
            models.CheckConstraint(condition=Q(state__in=ExcuseState.values), name="excuse_state_known"),
            models.CheckConstraint(
                condition=Q(state=ExcuseState.WAITING, decided_at__isnull=True)
                | ~Q(state=ExcuseState.WAITING) & Q(decided_at__isnull=False),
                name="excuse_decided_with_time",
            ),
        ]
        verbose_name = _("excuse")
        verbose_name_plural = _("excuses")

    def __str__(self):
        return f"{self.enrolment_id} {self.state}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "session__")


class Barrier(Record, ScopedModel):
    """What kept somebody away without an accepted reason, and what is done about it, or that nothing is.

    An absence without acceptable reason that has no row here is an open task: see `AttendanceQuerySet`.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="barriers")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="barriers")
    kind = models.CharField(_("barrier"), max_length=10, choices=BarrierKind)
    plan = Line(_("what is done"), max_length=200, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    no_action = models.BooleanField(_("no action"), default=False)
    note = Line(_("note"), max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = Line(max_length=200, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_by_name = Line(max_length=200)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                name="barrier_once_per_absence",
                violation_error_message=_("A decision about this absence is there already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=BarrierKind.values), name="barrier_kind_known"),
            models.CheckConstraint(
                condition=Q(no_action=True, due_on__isnull=True, done_at__isnull=True) & ~Q(note="")
                | Q(no_action=False, due_on__isnull=False) & ~Q(plan=""),
                name="barrier_task_or_no_action",
                violation_error_message=_("Name what is done and until when, or why nothing is done."),
            ),
        ]
        verbose_name = _("barrier")
        verbose_name_plural = _("barriers")

    def __str__(self):
        return f"{self.enrolment_id} {self.kind}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "session__")


class LadderStep(Record, ScopedModel):
    """A step taken because of absences without notice: reminder, letter, meeting with the PK."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="ladder_steps")
    rung = models.CharField(_("step"), max_length=8, choices=Rung)
    absences = models.PositiveSmallIntegerField(_("absences without notice"))
    """As counted when it was taken."""
    taken_on = models.DateField(_("on"))
    reply_by = models.DateField(_("answer until"), null=True, blank=True)
    note = Line(_("note"), max_length=200, blank=True)
    taken_by_name = Line(max_length=200)

    office_lookup = "enrolment__training__office"

    class Meta:
        ordering = ["enrolment", "absences"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "rung"],
                name="ladder_rung_once",
                violation_error_message=_("This step was taken already."),
            ),
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="ladder_rung_known"),
            models.CheckConstraint(condition=Q(absences__gte=1), name="ladder_has_absences"),
        ]
        verbose_name = _("step after absences")
        verbose_name_plural = _("steps after absences")

    def __str__(self):
        return f"{self.enrolment_id} {self.rung}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "enrolment__")
