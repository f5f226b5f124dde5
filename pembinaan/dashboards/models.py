from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Office
from pembinaan.accounts.roles import Role
from pembinaan.dashboards.saved import SavedViewQuerySet
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line


class Board(models.Model):
    """No table: only the rights around the boards."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("view_board", _("Can read the boards")),
            ("set_target", _("Can set targets")),
            ("submit_return", _("Can submit the month")),
            ("accept_return", _("Can accept and return months")),
        ]

    def __str__(self):
        return "board"


class Target(Record, ScopedModel):
    """What a Bapas is to reach in a year, set by its Kanwil."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    year = models.PositiveSmallIntegerField(_("year"))
    indicator = models.SlugField(_("indicator"), max_length=40)
    value = models.DecimalField(_("target"), max_digits=9, decimal_places=1)
    """Percent for rates, else a number of the indicator's unit."""
    set_by_name = Line(max_length=200)

    class Meta:
        ordering = ["office", "-year", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "indicator"],
                name="target_once",
                violation_error_message=_("There is already a target for this office and year."),
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="target_positive",
                violation_error_message=_("A target is more than nothing."),
            ),
        ]
        verbose_name = _("target")
        verbose_name_plural = _("targets")

    def __str__(self):
        return f"{self.indicator} {self.year}"


class MonthlyReturn(Record, ScopedModel):
    """The month of a Bapas on its way: submitted by its head, accepted or returned by the Kanwil, sealed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        SEALED = "sealed", _("Sealed")

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    month = models.DateField(_("month"))
    """Its first day."""
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    note = Block(_("note of the Bapas"), blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by_name = Line(max_length=200, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by_name = Line(max_length=200, blank=True)
    decision_note = Block(_("reason of the Kanwil"), blank=True)
    sealed_at = models.DateTimeField(_("sealed"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    """Of the sealed figures, printed with them."""

    class Meta:
        ordering = ["-month", "office"]
        constraints = [
            models.UniqueConstraint(fields=["office", "month"], name="monthly_return_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="monthly_return_first_day"),
            models.CheckConstraint(
                condition=Q(state="sealed", sealed_at__isnull=False) & ~Q(sha256="")
                | ~Q(state="sealed") & Q(sealed_at__isnull=True),
                name="monthly_return_sealed_with_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "returned", "sealed"]),
                name="monthly_return_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(decision_note=""),
                name="monthly_return_returned_with_reason",
                violation_error_message=_("Say what is to be changed."),
            ),
        ]
        verbose_name = _("monthly return")
        verbose_name_plural = _("monthly returns")

    def __str__(self):
        return f"{self.office} {self.month:%Y-%m}"


class MonthlyFigure(ScopedModel):
    """Append-only: a figure of a sealed month, with the version of its definition."""

    monthly_return = models.ForeignKey(MonthlyReturn, models.PROTECT, related_name="figures")
    indicator = models.SlugField(max_length=40)
    definition_version = models.PositiveSmallIntegerField()
    numerator = models.IntegerField()
    denominator = models.IntegerField()

    office_lookup = "monthly_return__office"

    class Meta:
        ordering = ["monthly_return", "indicator"]
        constraints = [
            models.UniqueConstraint(fields=["monthly_return", "indicator"], name="monthly_figure_once")
        ]
        verbose_name = _("sealed figure")
        verbose_name_plural = _("sealed figures")

    def __str__(self):
        return f"{self.monthly_return_id} {self.indicator}"


class SavedView(Record):
    """Filters of a board under a name, for oneself or for everybody of a role in the office."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    name = Line(_("name"), max_length=80)
    query = models.CharField(max_length=400, blank=True, editable=False)
    shared_with = models.CharField(_("share with"), max_length=12, choices=Role, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_view_name_once",
                violation_error_message=_("There is already a view of this name."),
            ),
            models.CheckConstraint(
                condition=Q(shared_with__in=[*Role.values, ""]), name="saved_view_role_known"
            ),
        ]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")

    def __str__(self):
        return self.name


class FigureNote(Record, ScopedModel):
    """A remark on an indicator and month of an office, with replies; kept when the month is sealed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    month = models.DateField(_("month"))
    indicator = models.SlugField(_("indicator"), max_length=40)
    text = Block(_("note"))
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    by_name = Line(max_length=200)

    class Meta:
        ordering = ["month", "created_at"]
        indexes = [models.Index(fields=["office", "month"], name="figure_note_by_month")]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="figure_note_first_day"),
            models.CheckConstraint(condition=~Q(text=""), name="figure_note_says_something"),
        ]
        verbose_name = _("note on a figure")
        verbose_name_plural = _("notes on figures")

    def __str__(self):
        return f"{self.indicator} {self.month:%Y-%m}"
