"""What stands on the papers of an office on a given day: its letterhead, who signs, and which number."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models.office import Office
from pembinaan.text import Block, Line


class DocumentKind(models.TextChoices):
    """Papers with a number of their own register."""

    CERTIFICATE = "certificate", _("Certificate")
    LETTER = "letter", _("Letter")


class Acting(models.TextChoices):
    """How the signatory stands in for the holder of the post."""

    PLH = "plh", "Plh."
    PLT = "plt", "Plt."
    AN = "an", "a.n."


STANDS_IN = (Acting.PLH, Acting.PLT)
"""These hold the rights of the post as well; a.n. signs only."""


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """In force on the day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)

    def standing_in(self, day):
        """Plh. and Plt. on the day of the Bapas where they work: they hold the rights of its head."""
        own = self.on(day).filter(acting__in=STANDS_IN, office=F("user__office"))
        return own.filter(office__level=Office.Level.LOCAL)


class Letterhead(models.Model):
    """Class, lines and address of an office from a day on; the newest one begun is in force."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="letterheads", verbose_name=_("office"))
    valid_from = models.DateField(_("valid from"))
    office_name = Line(
        _("name of the office"), max_length=160, help_text=_("For example: Bapas Kelas I Palu")
    )
    lines = Block(_("letterhead lines"), help_text=_("The last line is the office itself."))
    address = Block(_("address"), blank=True)

    class Meta:
        ordering = ["office", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "valid_from"],
                name="letterhead_once_per_day",
                violation_error_message=_("A letterhead already begins on this day."),
            )
        ]
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self):
        return f"{self.office_name} ({self.valid_from})"


class Signatory(models.Model):
    """Somebody who signs for an office, with the post as valid between two days.

    Plh. and Plt. hold the rights of the head for these days; a.n. signs only.
    """

    office = models.ForeignKey(Office, models.CASCADE, related_name="signatories", verbose_name=_("office"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signatories",
        verbose_name=_("user account"),
        help_text=_("Plh. and Plt. with an account hold the rights of the head on these days."),
    )
    name = Line(_("name with titles"), max_length=120)
    employee_number = Line(_("employee number (NIP)"), max_length=18, blank=True)
    rank = Line(_("rank"), max_length=80, blank=True, help_text=_("For example: Penata Tk. I (III/d)"))
    acting = models.CharField(_("acting as"), max_length=3, choices=Acting, blank=True)
    post = Line(_("post"), max_length=120, help_text=_("For example: Kepala Bapas Kelas I Palu"))
    own_post = Line(
        _("own post, when signing on behalf"),
        max_length=120,
        blank=True,
        help_text=_("Needed for a.n. only."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["office", "-valid_from", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="signatory_dates_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(acting__in=[*Acting.values, ""]), name="signatory_acting_known"
            ),
            models.CheckConstraint(
                condition=~Q(acting__in=[*STANDS_IN]) | Q(valid_until__isnull=False),
                name="signatory_acting_ends",
                violation_error_message=_("Plh. and Plt. need a last day."),
            ),
        ]
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self):
        return f"{self.title_line} · {self.name}"

    @property
    def title_line(self):
        """'Plh. Kepala Bapas Kelas I Palu', as it stands above the signature."""
        return f"{self.get_acting_display()} {self.post}" if self.acting else self.post


class NumberPattern(models.Model):
    """How the numbers of a kind of paper are built; an office without its own uses the one for all."""

    office = models.ForeignKey(
        Office,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="number_patterns",
        verbose_name=_("office"),
        help_text=_("Empty: everywhere."),
    )
    kind = models.CharField(_("kind of paper"), max_length=12, choices=DocumentKind)
    pattern = Line(
        _("pattern"),
        max_length=80,
        help_text=_(
            "Parts in braces are filled in: {number} or {number:4} with leading zeros, {office}, {month} in "
            "Roman numerals, {year}."
        ),
    )

    class Meta:
        ordering = ["kind", "office"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind"],
                name="number_pattern_once",
                violation_error_message=_("This office already has a pattern for this kind of paper."),
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(office__isnull=True), name="number_pattern_one_for_all"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="number_pattern_kind_known"
            ),
        ]
        verbose_name = _("number pattern")
        verbose_name_plural = _("number patterns")

    def __str__(self):
        return self.pattern


class NumberRegister(models.Model):
    """The last number taken, of one office, kind of paper and year; its row is locked while one is taken."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    kind = models.CharField(_("kind of paper"), max_length=12, choices=DocumentKind)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number taken"), default=0)

    class Meta:
        ordering = ["office", "kind", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "year"], name="number_register_once"),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="number_register_kind_known"
            ),
        ]
        verbose_name = _("number register")
        verbose_name_plural = _("number registers")

    def __str__(self):
        return f"{self.office} {self.kind} {self.year}"


class TakenNumber(models.Model):
    """Every number of a register, in its order: used by a paper, or void with the reason."""

    register = models.ForeignKey(
        NumberRegister, models.PROTECT, related_name="numbers", verbose_name=_("number register")
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    number = Line(_("number"), max_length=100)
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)
    taken_by_name = Line(_("taken by"), max_length=200)
    void_reason = Line(_("void because"), max_length=200, blank=True)

    class Meta:
        ordering = ["register", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["register", "sequence"], name="taken_number_once"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="taken_number_from_one"),
        ]
        verbose_name = _("number taken")
        verbose_name_plural = _("numbers taken")

    def __str__(self):
        return self.number
