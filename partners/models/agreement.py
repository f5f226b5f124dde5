from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.choices import AgreementKind, Standing
from partners.models.partner import Partner, shared_in_region
from partners.querysets import AgreementQuerySet
from partners.standing import Term, term_of
from pembinaan.accounts.models import Office
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line


def agreement_path(agreement, _filename):
    return f"agreements/{agreement.pk}"


class Agreement(Record, ScopedModel):
    """PKS or MoU between an office and a partner; each party gives it a number of its own."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements", verbose_name=_("partner"))
    kind = models.CharField(_("kind"), max_length=4, choices=AgreementKind)
    number = Line(_("our number"), max_length=80)
    partner_number = Line(_("partner's number"), max_length=80, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("valid from"))
    ends_on = models.DateField(_("valid until"))
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name=_("renews")
    )
    scope = Block(_("scope"), blank=True)
    file = models.FileField(_("file"), upload_to=agreement_path, blank=True)
    file_name = Line(max_length=120, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"],
                name="agreement_number_once_per_office",
                violation_error_message=_("An agreement with this number is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="agreement_dates_in_order",
                violation_error_message=_("The end of the agreement lies before its start."),
            ),
            models.CheckConstraint(condition=Q(kind__in=AgreementKind.values), name="agreement_kind_known"),
            models.CheckConstraint(
                condition=Q(renews__isnull=True) | ~Q(renews=F("pk")), name="agreement_renews_another"
            ),
        ]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self):
        return f"{self.kind_word} {self.number}"

    @classmethod
    def visibility(cls, user):
        return shared_in_region(user)

    @property
    def kind_word(self):
        return {AgreementKind.PKS: "PKS", AgreementKind.MOU: "MoU"}[self.kind]

    @property
    def renewal(self):
        """The agreement that renews this one, or None."""
        return getattr(self, "renewed_by", None)

    def term(self, day):
        """Once it is renewed its end alarms nobody."""
        term = term_of(self.ends_on, day, self.starts_on)
        return Term(Standing.RENEWED) if term.is_alarming and self.renewal else term
