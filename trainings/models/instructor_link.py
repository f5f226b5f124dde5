"""The instructor's way in without an account; what comes in by it is provisional until accepted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor, Partner
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import LinkUse, Mark
from trainings.models.enrolment import Enrolment
from trainings.models.locks import within_bapas
from trainings.models.programme import Module
from trainings.models.session import Session


class InstructorLink(Record, ScopedModel):
    """An address for one session, with first names and row numbers only, until it expires or is revoked."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="instructor_links")
    instructor = models.ForeignKey(
        Instructor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("instructor")
    )
    secret_hash = models.BinaryField(max_length=32, unique=True)
    """The keyed hash of what stands in the address; the secret itself is not kept."""
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_by_name = Line(max_length=200)
    remark = Line(_("remark of the instructor"), max_length=200, blank=True)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(revoked_at__isnull=True), name="instructor_link_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="instructor_link_expires_later"
            ),
        ]
        verbose_name = _("instructor link")
        verbose_name_plural = _("instructor links")

    def __str__(self):
        return f"{self.session_id} {self.expires_at:%Y-%m-%d}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "session__")


class LinkView(models.Model):
    """Append-only: each time the address was opened or used."""

    link = models.ForeignKey(InstructorLink, models.PROTECT, related_name="views")
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=10, choices=LinkUse)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(what__in=LinkUse.values), name="link_view_known")]
        verbose_name = _("view of an instructor link")
        verbose_name_plural = _("views of instructor links")

    def __str__(self):
        return f"{self.link_id} {self.what}"


class ProvisionalMark(ScopedModel):
    """What the instructor ticked for a row; it counts nowhere before an officer accepts it."""

    link = models.ForeignKey(InstructorLink, models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="provisional_marks")
    mark = models.CharField(max_length=8, choices=Mark)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    settled_by_name = Line(max_length=200, blank=True)

    office_lookup = "link__session__training__office"

    class Meta:
        ordering = ["link", "enrolment__number"]
        constraints = [
            models.UniqueConstraint(fields=["link", "enrolment"], name="provisional_mark_once"),
            models.CheckConstraint(
                condition=Q(mark__in=[Mark.PRESENT, Mark.LATE, Mark.ABSENT]), name="provisional_mark_known"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, accepted__isnull=True)
                | Q(settled_at__isnull=False, accepted__isnull=False),
                name="provisional_mark_settled",
            ),
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.mark}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "link__session__")


class ChecklistItem(models.Model):
    """One practical step of a module that a participant shows to be able to do."""

    module = models.ForeignKey(Module, models.CASCADE, related_name="checklist", verbose_name=_("module"))
    order = models.PositiveSmallIntegerField(_("order"))
    text = Line(_("step"), max_length=160)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    must_pass = models.BooleanField(_("must be shown to complete"), default=False)

    class Meta:
        ordering = ["module", "order"]
        constraints = [
            models.UniqueConstraint(fields=["module", "order"], name="checklist_order_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100),
                name="checklist_weight_in_range",
                violation_error_message=_("The weight lies between 1 and 100."),
            ),
        ]
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")

    def __str__(self):
        return self.text


class ChecklistTick(ScopedModel):
    """That a participant showed a step in a session; provisional until `accepted_at`."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="ticks")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="ticks")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="ticks")
    link = models.ForeignKey(InstructorLink, models.PROTECT, null=True, related_name="ticks")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by_name = Line(max_length=200, blank=True)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["enrolment__number", "item"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment", "item"], name="checklist_tick_once")
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.item_id}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "session__")


class Concern(Record, ScopedModel):
    """Something that worries the instructor, about one participant or the session; it reaches the PK."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="concerns")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, blank=True, related_name="concerns")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="+")
    text = Block(_("concern"))
    link = models.ForeignKey(InstructorLink, models.PROTECT, null=True, blank=True, related_name="concerns")
    """Empty where an officer reports on behalf of a partner."""
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by_name = Line(max_length=200, blank=True)
    answer = Line(_("what was done"), max_length=200, blank=True)

    office_lookup = "session__training__office"

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("concern report")
        verbose_name_plural = _("concern reports")

    def __str__(self):
        return f"{self.session_id} {self.pk}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "session__")
