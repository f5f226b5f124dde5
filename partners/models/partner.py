from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from partners.choices import KbliEdition, Kind, SizeBasis
from partners.querysets import PartnerQuerySet
from pembinaan.accounts.models import Office, Region
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line, fold

DAYS = "1234567"
"""Monday is 1, as in ISO 8601."""


def shared_in_region(user, lookup="office"):
    """Partners are shared by all Bapas of a Kanwil."""
    if user.office.is_local:
        return Q(**{f"{lookup}__parent": user.office.parent_id})
    return user.office_q(lookup)


def chat_url(phone):
    """WhatsApp knows mobile numbers only."""
    return f"https://wa.me/{phone}" if phone.startswith("628") else ""


class Partner(Record, ScopedModel):
    """A business, training body or agency that trains clients together with a Bapas."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    name = Line(_("name"), max_length=120)
    sort_name = models.CharField(max_length=120, editable=False)
    search_text = models.CharField(max_length=400, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    owner_name = Line(_("owner or head"), max_length=120, blank=True)
    address = Block(_("address"), blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("regency or city")
    )
    offers = Line(_("skills offered"), max_length=200, blank=True)
    size_basis = models.CharField(_("size by"), max_length=10, choices=SizeBasis, blank=True)
    size_rupiah = models.BigIntegerField(_("amount in rupiah"), null=True, blank=True)
    kbli_code = models.CharField(_("KBLI code"), max_length=5, blank=True)
    kbli_edition = models.CharField(_("edition of the KBLI"), max_length=4, choices=KbliEdition, blank=True)
    note = Block(_("note"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", editable=False
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        indexes = [models.Index(fields=["office", "sort_name", "id"], name="partner_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "sort_name"],
                name="partner_name_once_per_office",
                violation_error_message=_("A partner with this name is already listed."),
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="partner_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_name"),
            models.CheckConstraint(
                condition=Q(size_basis="", size_rupiah__isnull=True)
                | Q(size_basis__in=SizeBasis.values, size_rupiah__gte=0),
                name="partner_size_with_basis",
                violation_error_message=_("Give the amount together with what it measures."),
            ),
            models.CheckConstraint(
                condition=Q(kbli_code="", kbli_edition="")
                | ~Q(kbli_code="") & Q(kbli_edition__in=KbliEdition.values),
                name="partner_kbli_with_edition",
                violation_error_message=_("Give the KBLI code together with its edition."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_active=False), name="partner_merged_is_inactive"
            ),
        ]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("partners:detail", args=[self.pk])

    @classmethod
    def visibility(cls, user):
        return shared_in_region(user)

    def clean(self):
        self.derive()

    @property
    def folded_name(self):
        return fold(self.name)[:120]

    def derive(self):
        self.sort_name = self.folded_name
        self.search_text = fold(f"{self.name} {self.owner_name} {self.offers}")[:400]


class Contact(Record, ScopedModel):
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="contacts", verbose_name=_("partner"))
    name = Line(_("name"), max_length=120)
    position = Line(_("position"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    office_lookup = "partner__office"

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self):
        return self.name

    @property
    def chat_url(self):
        return chat_url(self.phone)

    @classmethod
    def visibility(cls, user):
        return shared_in_region(user, "partner__office")


class Instructor(Record, ScopedModel):
    """Who teaches: an owner or employee of a partner."""

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="instructors", verbose_name=_("partner")
    )
    name = Line(_("name"), max_length=120)
    skills = Line(_("skills"), max_length=200, blank=True)
    available_days = models.CharField(
        _("days available"), max_length=7, blank=True, help_text=_("Empty: every day.")
    )
    available_from = models.TimeField(_("available from"), null=True, blank=True)
    available_until = models.TimeField(_("available until"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    office_lookup = "partner__office"

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name"],
                name="instructor_once_per_partner",
                violation_error_message=_("This instructor is already listed."),
            ),
            models.CheckConstraint(
                condition=Q(available_from__isnull=True)
                | Q(available_until__isnull=True)
                | Q(available_until__gt=F("available_from")),
                name="instructor_hours_in_order",
                violation_error_message=_("The hours end before they begin."),
            ),
        ]
        verbose_name = _("instructor")
        verbose_name_plural = _("instructors")

    def __str__(self):
        return self.name

    @property
    def days_in_words(self):
        return [str(WEEKDAYS[int(digit) - 1]) for digit in self.available_days if digit in DAYS]

    @property
    def chat_url(self):
        return chat_url(self.phone)

    @classmethod
    def visibility(cls, user):
        return shared_in_region(user, "partner__office")
