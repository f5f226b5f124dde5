from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Contribution
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Block, Line
from trainings.choices import BudgetSource, ItemKind, Per
from trainings.models.programme import Programme
from trainings.models.training import Training


class ProgrammeItem(models.Model):
    """A tool or a material of a version of a programme; the quantity grows with the participants."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="items", verbose_name=_("programme")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind)
    name = Line(_("name"), max_length=80)
    quantity = models.DecimalField(_("quantity"), max_digits=9, decimal_places=2)
    unit = Line(_("unit"), max_length=20)
    per = models.CharField(_("counted"), max_length=10, choices=Per, default=Per.TRAINING)
    unit_price = models.PositiveIntegerField(_("price of a unit in rupiah"), null=True, blank=True)

    class Meta:
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="programme_item_order_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="programme_item_quantity_positive"),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="programme_item_kind_known"),
            models.CheckConstraint(condition=Q(per__in=Per.values), name="programme_item_per_known"),
        ]
        verbose_name = _("tool or material")
        verbose_name_plural = _("tools and materials")

    def __str__(self):
        return self.name


class Proposal(Record, ScopedModel):
    """The written plan of a training (KAK) from need to expected result."""

    training = models.OneToOneField(
        Training, models.CASCADE, related_name="proposal", verbose_name=_("training")
    )
    need = Block(_("need"), blank=True)
    background = Block(_("background and legal basis"), blank=True)
    purpose = Block(_("purpose"), blank=True)
    beneficiaries = Block(_("beneficiaries"), blank=True)
    strategy = Block(_("strategy and stages"), blank=True)
    result = Block(_("expected result"), blank=True)
    output_code = Line(_("output code (KRO/RO)"), max_length=60, blank=True)

    office_lookup = "training__office"

    class Meta:
        verbose_name = _("proposal (KAK)")
        verbose_name_plural = _("proposals (KAK)")

    def __str__(self):
        return str(self.training)


class BudgetLine(Record, ScopedModel):
    """A line of the budget (RAB): planned, and what was spent."""

    training = models.ForeignKey(
        Training, models.CASCADE, related_name="budget_lines", verbose_name=_("training")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = Line(_("what for"), max_length=160)
    source = models.CharField(_("source"), max_length=10, choices=BudgetSource)
    account = Line(_("account code"), max_length=20, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=9, decimal_places=2)
    unit = Line(_("unit"), max_length=20)
    unit_price = models.PositiveBigIntegerField(_("price of a unit in rupiah"))
    spent = models.PositiveBigIntegerField(_("spent in rupiah"), null=True, blank=True)
    note = Line(_("note"), max_length=160, blank=True)

    office_lookup = "training__office"

    class Meta:
        ordering = ["training", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="budget_line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(source__in=BudgetSource.values), name="budget_line_source_known"
            ),
        ]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")

    def __str__(self):
        return self.name

    @property
    def planned(self):
        """Whole rupiah."""
        return int(self.quantity * self.unit_price)


class TrainingContribution(models.Model):
    """That what a partner gave went into this training."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="contributions")
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="training_link")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.training_id} {self.contribution_id}"
