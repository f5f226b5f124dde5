"""The tallies behind one block of a board: its reader, period and filters, without the board's sums."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from pembinaan.accounts.models import Office
from pembinaan.dashboards.months import offices_of
from trainings.models import OfficeTally, TrainingTally


@dataclass
class Scope:
    user: Any
    period: Any
    today: Any
    office: Any = None
    programme: Any = None
    partner: Any = None

    @property
    def is_protected(self):
        return not self.user.sees_people

    @property
    def is_filtered(self):
        return bool(self.programme or self.partner)

    @property
    def words(self):
        chosen = [(self.office or self.user.office).full_name, self.period, self.programme, self.partner]
        return [str(one) for one in chosen if one]

    @cached_property
    def offices(self):
        """With their names, by name."""
        rows = offices_of(self.user)
        return list(rows.filter(pk=self.office.pk) if self.office else rows)

    @property
    def office_keys(self):
        """As a part of other queries: no office is read for that."""
        rows = Office.objects.visible_to(self.user).local().filter(is_active=True).order_by()
        return (rows.filter(pk=self.office.pk) if self.office else rows).values("pk")

    def sums(self, columns, months):
        """{office id: {month: {column: sum}}}, rolled up where no filter asks for single trainings."""
        months, found = set(months), {}
        for office, month, *values in self._rows(columns, months) if months else ():
            if month in months:
                row = found.setdefault(office, {}).setdefault(month, dict.fromkeys(columns, 0))
                for name, value in zip(columns, values, strict=True):
                    row[name] += value
        return found

    def _rows(self, columns, months):
        if self.is_filtered:
            rows = self.tallies(months).summed(columns, by=("office_id", "month"))
            return [(row["office_id"], row["month"], *(row[name] for name in columns)) for row in rows]
        return OfficeTally.objects.by_month(
            columns, user=self.user, offices=self.office_keys, first=min(months), last=max(months)
        )

    def tallies(self, months=None):
        rows = TrainingTally.objects.visible_to(self.user).filter(office__in=self.office_keys)
        if self.programme:
            rows = rows.filter(training__programme__code=self.programme.code)
        if self.partner:
            rows = rows.filter(training__partner=self.partner)
        return rows.filter(month__in=self.period.months if months is None else months)
