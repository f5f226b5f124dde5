"""Figures about partners (K19, K20): whose agreement is in force, who takes part, and what was given."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from partners.models import Agreement, Contribution, Partner
from pembinaan.dashboards.figures import Figure
from trainings.choices import Stage
from trainings.indicators import GIVEN
from trainings.models import Application, TrainingTally

BEGUN = (Stage.STARTED, Stage.KEPT, Stage.LEFT)


@dataclass(frozen=True)
class PartnerRow:
    partner: Any
    numerator: int
    denominator: int


def partner_figure(board, indicator, offices):
    if board.filters["programme"]:
        return Figure(indicator, missing="no_programme")
    rows = partner_rows(board, indicator, offices)
    numerator, denominator = sum(row.numerator for row in rows), sum(row.denominator for row in rows)
    return Figure(indicator, numerator, denominator, missing="" if rows else "no_data")


def partner_rows(board, indicator, offices):
    """The list behind the figure, by name."""
    return given(board, offices) if indicator.key == GIVEN.key else active(board, offices)


def active(board, offices):
    first, last = board.period.first, board.period.last_day
    within = [office.pk for office in offices]
    agreed = Agreement._base_manager.filter(
        partner=OuterRef("pk"), office__in=within, starts_on__lte=last, ends_on__gte=first
    )
    taught = TrainingTally._base_manager.filter(
        training__partner=OuterRef("pk"), office__in=within, month__range=(first, last), sessions_held__gt=0
    )
    placed = Application._base_manager.filter(
        vacancy__partner=OuterRef("pk"),
        vacancy__office__in=within,
        stage__in=BEGUN,
        started_on__range=(first, last),
    )
    rows = Partner.objects.visible_to(board.user).filter(Exists(agreed)).order_by("sort_name", "pk")
    rows = chosen(board, rows).annotate(is_taking_part=Q(Exists(taught)) | Q(Exists(placed)))
    return [PartnerRow(row, int(row.is_taking_part), 1) for row in rows]


def given(board, offices):
    rows = Contribution.objects.visible_to(board.user).filter(
        office__in=[office.pk for office in offices],
        day__range=(board.period.first, board.period.last_day),
        rupiah__isnull=False,
    )
    if board.filters["partner"]:
        rows = rows.filter(partner=board.filters["partner"])
    sums = dict(rows.order_by().values_list("partner").annotate(n=Sum("rupiah")))
    partners = Partner.objects.visible_to(board.user).filter(pk__in=sums).order_by("sort_name", "pk")
    return [PartnerRow(row, int(sums[row.pk]), 0) for row in partners]


def chosen(board, partners):
    partner = board.filters["partner"]
    return partners.filter(pk=partner.pk) if partner else partners
