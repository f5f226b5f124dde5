"""The way from a training into work: vacancies, who applied, and who kept the job."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from partners.models import Partner
from pembinaan.accounts.models import Office, Region
from pembinaan.accounts.models.user import NOTHING
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import OfferOfWork, Stage
from trainings.models.enrolment import Enrolment


class Vacancy(Record, ScopedModel):
    """Work that a partner or another employer offers to clients of a Bapas."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="vacancies", verbose_name=_("partner")
    )
    employer = Line(_("other employer"), max_length=120, blank=True)
    title = Line(_("work"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=OfferOfWork)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("regency or city")
    )
    openings = models.PositiveSmallIntegerField(_("openings"), default=1)
    pay = Line(_("pay"), max_length=80, blank=True)
    needs = Block(_("what is needed"), blank=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, employer="") | Q(partner__isnull=True) & ~Q(employer=""),
                name="vacancy_partner_or_employer",
                violation_error_message=_("Choose a partner or name the employer."),
            ),
            models.CheckConstraint(
                condition=Q(openings__gte=1, openings__lte=500),
                name="vacancy_openings_in_range",
                violation_error_message=_("The number of openings lies between 1 and 500."),
            ),
            models.CheckConstraint(condition=Q(kind__in=OfferOfWork.values), name="vacancy_kind_known"),
        ]
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("trainings:vacancy", args=[self.pk])

    @classmethod
    def visibility(cls, user):
        return Q(office=user.office_id) if user.sees_people else NOTHING


class Application(Record, ScopedModel):
    """A client on the way to a vacancy, up to having kept the job."""

    vacancy = models.ForeignKey(
        Vacancy, models.PROTECT, related_name="applications", verbose_name=_("vacancy")
    )
    client = models.ForeignKey(Client, models.PROTECT, related_name="applications", verbose_name=_("client"))
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="applications", editable=False
    )
    """The training that led here, if one did."""
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.SUGGESTED)
    stage_on = models.DateField(_("since"))
    started_on = models.DateField(_("began to work"), null=True, blank=True)
    ended_on = models.DateField(_("stopped working"), null=True, blank=True)
    note = Block(_("note"), blank=True)

    office_lookup = "vacancy__office"

    class Meta:
        ordering = ["-stage_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "client"],
                name="application_once",
                violation_error_message=_("This client is already on the list of this vacancy."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=False, ended_on__gte=F("started_on")),
                name="application_dates_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.STARTED, Stage.KEPT, Stage.LEFT]) | Q(started_on__isnull=False),
                name="application_started_with_date",
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="application_stage_known"),
        ]
        verbose_name = _("application")
        verbose_name_plural = _("applications")

    def __str__(self):
        return f"{self.vacancy_id} {self.stage}"

    @classmethod
    def visibility(cls, user):
        return Q(vacancy__office=user.office_id) if user.sees_people else NOTHING


class ApplicationStep(models.Model):
    """One step in the history of an application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    on = models.DateField()
    note = Line(max_length=200, blank=True)
    by_name = Line(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.stage} {self.on}"
