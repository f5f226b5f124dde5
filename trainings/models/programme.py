from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Office
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel, ScopedQuerySet
from pembinaan.text import Block, Line
from trainings.choices import ProgrammeKind
from trainings.policy import MIN_ATTENDANCE_PERCENT


class ProgrammeQuerySet(ScopedQuerySet):
    def current(self):
        """The newest version of each programme."""
        return self.filter(is_current=True)

    def matching(self, words):
        found = self
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(code__icontains=word))
        return found

    def with_hours(self):
        """Adds `module_count` and `jp`."""
        return self.annotate(module_count=Count("modules"), jp=Coalesce(Sum("modules__jp"), 0))

    def in_title_order(self):
        return self.order_by("title", "pk")

    def versions_of(self, code):
        return self.filter(code=code).order_by("-curriculum_version")


class Programme(Record, ScopedModel):
    """One version of a curriculum. A version that is used never changes: an edit makes the next one."""

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    code = models.SlugField(_("code"), max_length=40)
    curriculum_version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("current version"), default=True)
    title = Line(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=ProgrammeKind, default=ProgrammeKind.SKILLS)
    summary = Block(_("summary"), blank=True)
    tools = Block(_("tools"), blank=True)
    materials = Block(_("materials"), blank=True)
    min_attendance = models.PositiveSmallIntegerField(
        _("least attendance in percent of the JP"), default=MIN_ATTENDANCE_PERCENT
    )
    min_score = models.PositiveSmallIntegerField(
        _("least score of the post-test"),
        null=True,
        blank=True,
        help_text=_("From 1 to 100; empty: no test is needed to complete."),
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-curriculum_version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "curriculum_version"],
                name="programme_version_once",
                violation_error_message=_("This version already exists."),
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(is_current=True), name="programme_one_current_version"
            ),
            models.CheckConstraint(condition=Q(kind__in=ProgrammeKind.values), name="programme_kind_known"),
            models.CheckConstraint(
                condition=Q(min_attendance__gte=1, min_attendance__lte=100),
                name="programme_min_attendance_in_range",
                violation_error_message=_("The least attendance lies between 1 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(min_score__isnull=True) | Q(min_score__gte=1, min_score__lte=100),
                name="programme_min_score_in_range",
                violation_error_message=_("The least score lies between 1 and 100."),
            ),
        ]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("trainings:programme-detail", args=[self.pk])

    @classmethod
    def visibility(cls, user):
        """The national catalogue, and what the offices of the user's region added."""
        if user.sees_all_offices:
            return Q()
        region = user.office.parent_id if user.office.is_local else user.office_id
        return Q(office__isnull=True) | Q(office=region) | Q(office__parent=region)


class Module(models.Model):
    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="modules", verbose_name=_("programme")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    title = Line(_("title"), max_length=160)
    jp = models.PositiveSmallIntegerField(_("JP"), help_text=_("1 JP = 45 minutes"))
    output = Line(_("practice output"), max_length=160, blank=True)

    class Meta:
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="module_order_once"),
            models.CheckConstraint(
                condition=Q(jp__gte=1),
                name="module_has_jp",
                violation_error_message=_("A module has at least 1 JP."),
            ),
        ]
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def __str__(self):
        return f"{self.order}. {self.title}"
