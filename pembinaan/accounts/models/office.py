from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.records import new_id
from pembinaan.text import Block, Line


class OfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The user's own office and what lies below it."""
        return self if user.sees_all_offices else self.filter(Q(pk=user.office_id) | Q(parent=user.office_id))

    def local(self):
        return self.filter(level=Office.Level.LOCAL)

    def regional(self):
        return self.filter(level=Office.Level.REGIONAL)


class Office(models.Model):
    class Level(models.TextChoices):
        NATIONAL = "national", _("National (Ditjenpas)")
        REGIONAL = "regional", _("Regional (Kanwil)")
        LOCAL = "local", _("Local (Bapas)")

    class TimeZone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    ABOVE = {Level.LOCAL: Level.REGIONAL, Level.REGIONAL: Level.NATIONAL}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = Line(_("code"), max_length=40, unique=True)
    name = Line(_("name"), max_length=120)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("above it")
    )
    office_class = Line(_("class"), max_length=20, blank=True, help_text=_("For example: Kelas I"))
    time_zone = models.CharField(_("time zone"), max_length=20, choices=TimeZone, default=TimeZone.WITA)
    city = Line(_("city"), max_length=60, blank=True)
    address = Block(_("address"), blank=True)
    letterhead = Block(_("letterhead lines"), blank=True)
    number_code = Line(
        _("code in the numbers of papers"),
        max_length=12,
        blank=True,
        help_text=_("Empty: the city. Certificates carry it, so it names no kind of office."),
    )
    edit_window_days = models.PositiveSmallIntegerField(
        _("days for correcting attendance"),
        default=3,
        help_text=_("Attendance locks at the end of this day after it."),
    )
    reporting_days = Line(
        _("reporting days"),
        max_length=7,
        blank=True,
        validators=[RegexValidator("^[1-7]*$", _("Write weekdays as digits from 1 to 7."))],
        help_text=_("Weekdays on which clients report; Monday is 1."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("office hours for answering an offered seat"), default=24
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="national", parent__isnull=True)
                | ~Q(level="national") & Q(parent__isnull=False),
                name="office_parent_by_level",
                violation_error_message=_("Only the national office has no office above it."),
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1, offer_hours__lte=240), name="office_offer_hours_in_range"
            ),
        ]
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        """'Bapas Kelas I Palu': the class stands behind the first word, as offices write it."""
        first, _blank, rest = self.name.partition(" ")
        return f"{first} {self.office_class} {rest}" if self.office_class and rest else self.name

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def zone_label(self):
        return self.get_time_zone_display()

    @property
    def is_local(self):
        return self.level == self.Level.LOCAL

    def clean(self):
        above = self.ABOVE.get(self.level)
        if self.parent and above and self.parent.level != above:
            raise ValidationError({"parent": _("Choose an office one level higher.")})


class ServicePost(models.Model):
    class Kind(models.TextChoices):
        POST = "pos_bapas", "Pos Bapas"
        CENTRE = "griya_abhipraya", "Griya Abhipraya"

    office = models.ForeignKey(Office, models.PROTECT, related_name="service_posts", verbose_name=_("office"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = Line(_("name"), max_length=120)
    address = Block(_("address"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="service_post_once_per_office"),
            models.CheckConstraint(
                condition=Q(kind__in=["pos_bapas", "griya_abhipraya"]), name="service_post_kind_known"
            ),
        ]
        verbose_name = _("service post")
        verbose_name_plural = _("service posts")

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"
