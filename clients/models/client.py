from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from clients.choices import (
    CHILD_PREFIX,
    Basis,
    Category,
    Education,
    EndReason,
    Sex,
    Status,
    TransportNeed,
    Work,
)
from clients.policy import ADULT_AGE
from clients.querysets import ClientQuerySet, RegionsOf, open_to_q
from pembinaan.accounts.models import Office, Region
from pembinaan.accounts.models.user import NOTHING
from pembinaan.crypto import keyed_hash, open_sealed, seal
from pembinaan.dates import years_before
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line, compact, fold, squeeze

WEEK = "1234567"
"""Monday is 1, as in ISO 8601."""
NIK_CONTEXT = "clients_client.nik"


def masked(nik):
    """7210••••••••0007: enough to compare with a card, not enough to use."""
    return f"{nik[:4]}••••••••{nik[-4:]}" if nik else ""


class Client(Record, ScopedModel):
    """A person under guidance (Klien Pemasyarakatan) of one Bapas."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    register_number = Line(_("register number"), max_length=60)
    name = Line(
        _("name"), max_length=150, help_text=_("With bin or binti as written; titles go behind the name.")
    )
    aliases = Line(
        _("aliases"), max_length=200, blank=True, help_text=_("Separate several with a semicolon.")
    )
    sort_name = models.CharField(max_length=150, editable=False)
    search_text = models.CharField(max_length=450, editable=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_place = Line(_("place of birth"), max_length=80, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    nik_sealed = models.BinaryField(null=True, editable=False)
    nik_hash = models.BinaryField(max_length=32, null=True, editable=False)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    phone_owner = Line(_("whose phone"), max_length=40, blank=True, help_text=_("Empty: the client's own."))
    phone_other = models.CharField(_("second phone"), max_length=16, blank=True)
    phone_other_owner = Line(_("whose second phone"), max_length=40, blank=True)
    address = Block(_("address"), blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("regency or city")
    )

    category = models.CharField(_("category"), max_length=20, choices=Category)
    basis = models.CharField(_("basis of guidance"), max_length=20, choices=Basis, blank=True)
    basis_number = Line(_("number of the basis"), max_length=80, blank=True)
    guidance_start = models.DateField(_("guidance starts"), null=True, blank=True)
    guidance_end = models.DateField(_("guidance ends"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    end_reason = models.CharField(_("reason for ending"), max_length=20, choices=EndReason, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_note = Block(_("note on the ending"), blank=True)
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("probation officer (PK)"),
    )
    counsellor_name = Line(_("PK as written in the register"), max_length=120, blank=True)
    restricted_flag = models.BooleanField(
        _("protected person"),
        default=False,
        help_text=_("Only the assigned PK and the head can open the record."),
    )

    education = models.CharField(_("education"), max_length=10, choices=Education, blank=True)
    occupation = Line(_("work or last work"), max_length=120, blank=True)
    work = models.CharField(
        _("work status"), max_length=20, choices=Work, default=Work.UNKNOWN, editable=False
    )
    work_since = models.DateField(_("work status as of"), null=True, blank=True, editable=False)
    interests = Line(_("interests"), max_length=200, blank=True)
    support_needs = Block(_("support needs"), blank=True)
    available_days = models.CharField(_("days available"), max_length=7, blank=True)
    reachable_regions = models.ManyToManyField(
        Region, blank=True, related_name="+", verbose_name=_("places that can be reached")
    )
    transport_need = models.CharField(_("transport"), max_length=10, choices=TransportNeed, blank=True)
    guarantor_name = Line(_("guarantor"), max_length=120, blank=True)
    guarantor_relation = Line(_("relation of the guarantor"), max_length=60, blank=True)
    guarantor_phone = models.CharField(_("phone of the guarantor"), max_length=16, blank=True)
    imported = models.JSONField(default=dict, editable=False)
    """Values as the last import gave them: what differs from them was changed in the application."""

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        permissions = [
            ("import_client", "Can import clients"),
            ("export_client", "Can download the list of clients"),
            ("end_client", "Can end a guidance"),
            ("record_consent", "Can record consent"),
            ("record_work_status", "Can record the work status"),
            ("view_restricted", "Can open every restricted client of the office"),
        ]
        indexes = [
            models.Index(fields=["office", "sort_name", "id"], name="client_by_name"),
            models.Index(fields=["office", "status", "sort_name"], name="client_by_status"),
            models.Index(fields=["nik_hash"], name="client_by_nik"),
            models.Index(fields=["office", "region"], name="client_by_region"),
            models.Index(fields=["office", "birth_date"], name="client_by_birth"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "register_number"],
                name="client_register_once_per_office",
                violation_error_code="register_taken",
                violation_error_message=_("This register number is already used in this office."),
            ),
            models.UniqueConstraint(
                fields=["nik_hash"],
                condition=~Q(status=Status.ENDED),
                name="client_nik_once_while_active",
                violation_error_code="nik_taken",
                violation_error_message=_("This NIK already belongs to another active client."),
            ),
            models.CheckConstraint(
                condition=Q(guidance_end__isnull=True)
                | Q(guidance_start__isnull=True)
                | Q(guidance_end__gte=F("guidance_start")),
                name="client_guidance_in_order",
                violation_error_code="end_before_start",
                violation_error_message=_("The end of the guidance lies before its start."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ENDED, ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(status=Status.ENDED) & Q(ended_on__isnull=True, end_reason=""),
                name="client_ended_with_reason",
                violation_error_message=_("An ended guidance needs a date and a reason."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="client_has_name"),
            models.CheckConstraint(condition=~Q(register_number=""), name="client_has_register"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="client_category_known"),
            models.CheckConstraint(condition=Q(sex__in=[*Sex.values, ""]), name="client_sex_known"),
            models.CheckConstraint(
                condition=Q(transport_need__in=[*TransportNeed.values, ""]), name="client_transport_known"
            ),
            models.CheckConstraint(
                condition=Q(nik_sealed__isnull=True, nik_hash__isnull=True)
                | Q(nik_sealed__isnull=False, nik_hash__isnull=False),
                name="client_nik_sealed_with_hash",
            ),
        ]
        verbose_name = _("client")
        verbose_name_plural = _("clients")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("clients:detail", args=[self.pk])

    @classmethod
    def visibility(cls, user):
        return open_to_q(user) if user.sees_people else NOTHING

    @classmethod
    def regions_of(cls, office):
        """Where clients of the office live; it tells of no one in particular."""
        return Region.objects.filter(pk__in=RegionsOf(office)).order_by("name")

    def derive(self):
        """Fields that follow from others; bulk writers call it themselves."""
        self.register_number = squeeze(self.register_number).upper()
        self.name = squeeze(self.name)
        self.sort_name = fold(self.name)[:150]
        self.search_text = f"{self.sort_name} {fold(self.aliases)} {compact(self.register_number)}"[:450]

    @property
    def nik(self):
        return open_sealed(self.nik_sealed, NIK_CONTEXT).decode() if self.nik_sealed else ""

    @nik.setter
    def nik(self, value):
        self.nik_sealed = seal(value.encode(), NIK_CONTEXT) if value else None
        self.nik_hash = keyed_hash(value) if value else None

    @property
    def masked_nik(self):
        return masked(self.nik)

    @property
    def days_in_words(self):
        return [str(WEEKDAYS[int(digit) - 1]) for digit in self.available_days if digit in WEEK]

    def ends_within(self, days, day):
        return self.guidance_end is not None and day <= self.guidance_end <= day + timedelta(days=days)

    def age_on(self, day):
        """Completed years, or None without a date of birth."""
        if self.birth_date is None:
            return None
        birth = self.birth_date
        return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))

    def is_young_on(self, day):
        return self.birth_date is not None and self.birth_date > years_before(day, ADULT_AGE)

    def is_child_on(self, day):
        """By age; where that is not known, by category."""
        if self.birth_date is None:
            return self.category.startswith(CHILD_PREFIX)
        return self.is_young_on(day)

    def is_restricted_on(self, day):
        """Child by category or age, or flagged (UU 11/2012 Pasal 19)."""
        return self.restricted_flag or self.category.startswith(CHILD_PREFIX) or self.is_young_on(day)

    def is_open_to(self, user, day):
        """The same answer as visible_to(user) gives for this one row, without a query."""
        if not user.sees_people or self.office_id != user.office_id:
            return False
        return user.sees_restricted or self.counsellor_id == user.pk or not self.is_restricted_on(day)

    @property
    def is_ended(self):
        return self.status == Status.ENDED
