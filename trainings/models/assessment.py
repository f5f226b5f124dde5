"""What participants can do: tests, practical steps, level, a picture of the product, and the head's word."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import Level, Test, Try, Via
from trainings.models.enrolment import Enrolment
from trainings.models.instructor_link import ChecklistItem
from trainings.models.locks import within_bapas


def value_q(name):
    """Tests give points to 100, a practical step is shown (1) or not (0), levels are numbered."""
    low, high = f"{name}__gte", f"{name}__lte"
    return Q(**{f"{name}__isnull": True}) | (
        Q(test__in=[Test.PRE, Test.POST], **{low: 0, high: 100})
        | Q(test=Test.PRACTICE, **{low: 0, high: 1})
        | Q(test=Test.LEVEL, **{low: min(Level.values), high: max(Level.values)})
    )


class Score(ScopedModel):
    """A cell of the grid: the first try and the last one of a participant in a test or a practical step."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="scores")
    test = models.CharField(_("test"), max_length=8, choices=Test)
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, null=True, blank=True, related_name="scores", verbose_name=_("step")
    )
    first = models.PositiveSmallIntegerField(_("first try"), null=True, blank=True)
    last = models.PositiveSmallIntegerField(_("last try"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    scored_at = models.DateTimeField()
    scored_by_name = Line(max_length=200)

    office_lookup = "enrolment__training__office"

    class Meta:
        ordering = ["enrolment", "test", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "test"], condition=Q(item__isnull=True), name="score_once_per_test"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "item"], condition=Q(item__isnull=False), name="score_once_per_step"
            ),
            models.CheckConstraint(
                condition=Q(test=Test.PRACTICE, item__isnull=False)
                | Q(test__in=[Test.PRE, Test.POST, Test.LEVEL], item__isnull=True),
                name="score_item_when_practice",
            ),
            models.CheckConstraint(condition=value_q("first") & value_q("last"), name="score_in_range"),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(first__isnull=False), name="score_first_before_last"
            ),
        ]
        verbose_name = _("score")
        verbose_name_plural = _("scores")

    def __str__(self):
        return f"{self.enrolment_id} {self.test} {self.item_id or ''}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "enrolment__")

    @property
    def value(self):
        """What counts: the last try, else the first."""
        return self.first if self.last is None else self.last


class ScoreEvent(ScopedModel):
    """Append-only: every score that was sent, with what it was based on and what became of it."""

    class Answer(models.TextChoices):
        STORED = "stored", _("stored")
        CONFLICT = "conflict", _("conflict")

    id = models.UUIDField(primary_key=True, editable=False)
    """Made by the page: the same event sent twice is stored once."""
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="score_events")
    test = models.CharField(max_length=8, choices=Test)
    item = models.ForeignKey(ChecklistItem, models.PROTECT, null=True, related_name="+")
    attempt = models.PositiveSmallIntegerField(choices=Try)
    value = models.PositiveSmallIntegerField(null=True)
    base_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    answer = models.CharField(max_length=8, choices=Answer)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = Line(max_length=200)
    via = models.CharField(max_length=8, choices=Via)

    office_lookup = "enrolment__training__office"

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["enrolment", "at"], name="score_event_history")]
        constraints = [
            models.CheckConstraint(condition=Q(test__in=Test.values), name="score_event_test_known"),
            models.CheckConstraint(condition=Q(attempt__in=Try.values), name="score_event_try_known"),
        ]
        verbose_name = _("score event")
        verbose_name_plural = _("score events")

    def __str__(self):
        return f"{self.enrolment_id} {self.test} v{self.version}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "enrolment__")


class CompletionOverride(Record, ScopedModel):
    """The head lets somebody complete in spite of the rules, and says why."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="completion_override")
    note = Block(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = Line(max_length=200)

    office_lookup = "enrolment__training__office"

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("completion in spite of the rules")
        verbose_name_plural = _("completions in spite of the rules")

    def __str__(self):
        return f"{self.enrolment_id}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "enrolment__")


def photo_path(photo, _filename):
    return f"products/{photo.pk}"


class ProductPhoto(Record, ScopedModel):
    """A picture of what the participant made, never of a face; its content is sealed on disk."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="product_photos")
    file = models.FileField(_("picture"), upload_to=photo_path, max_length=200)
    name = Line(max_length=120)
    size = models.PositiveIntegerField()
    caption = Line(_("what it shows"), max_length=120)
    uploaded_by_name = Line(max_length=200)

    office_lookup = "enrolment__training__office"

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("picture of the product")
        verbose_name_plural = _("pictures of products")

    def __str__(self):
        return f"{self.enrolment_id} {self.pk}"

    @classmethod
    def visibility(cls, user):
        return within_bapas(user, "enrolment__")
