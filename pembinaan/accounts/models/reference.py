from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models.office import Office
from pembinaan.text import Block, Line


class Region(models.Model):
    """Province or regency by its Kemendagri code, kept as text with dots ('72', '72.10')."""

    code = models.CharField(_("code"), max_length=13, primary_key=True)
    name = Line(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self):
        return self.name


class TravelTime(models.Model):
    """Minutes on the road between two regencies; the one with the smaller code stands first."""

    first = models.ForeignKey(Region, models.CASCADE, related_name="+", verbose_name=_("from"))
    second = models.ForeignKey(Region, models.CASCADE, related_name="+", verbose_name=_("to"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        ordering = ["first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="travel_time_once_per_pair"),
            models.CheckConstraint(
                condition=Q(first__lte=F("second")),
                name="travel_time_pair_in_order",
                violation_error_message=_("The region with the smaller code stands first."),
            ),
        ]
        verbose_name = _("travel time")
        verbose_name_plural = _("travel times")

    def __str__(self):
        return f"{self.first} – {self.second}: {self.minutes}"


class HolidayQuerySet(models.QuerySet):
    def names_between(self, office, first, last):
        """{day: name} of the days on which the office is closed, nationwide or by its own calendar."""
        days = self.filter(Q(office=None) | Q(office=office), day__range=(first, last))
        return dict(days.values_list("day", "name"))


class Holiday(models.Model):
    day = models.DateField(_("date"))
    name = Line(_("name"), max_length=120)
    office = models.ForeignKey(
        Office,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("office"),
        help_text=_("Empty: everywhere."),
    )

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["day", "office"], name="holiday_once_per_office"),
            models.UniqueConstraint(
                fields=["day"], condition=Q(office__isnull=True), name="national_holiday_once"
            ),
        ]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self):
        return f"{self.day} {self.name}"


class StrategicProgramme(models.Model):
    """A ministerial programme label; the labels change nearly every year, so the years are data."""

    name = Line(_("name"), max_length=200)
    description = Block(_("description"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    class Meta:
        ordering = ["-first_year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "first_year"], name="strategic_programme_once_per_start"),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="strategic_programme_years_in_order",
                violation_error_message=_("The last year lies before the first."),
            ),
        ]
        verbose_name = _("strategic programme")
        verbose_name_plural = _("strategic programmes")

    def __str__(self):
        return self.name
