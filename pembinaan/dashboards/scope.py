"""What is looked at: by whom, of which period and offices, with which filters, and the tallies of that."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from pembinaan.accounts.models import Office
from pembinaan.dashboards.months import offices_of
from trainings.models import OfficeTally, TrainingTally
from trainings.models.tally import COUNTS


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
        """Outside the own Bapas figures about people's lives are protected."""
        return not self.user.sees_people

    @property
    def filters(self):
        return {"programme": self.programme, "partner": self.partner}

    @property
    def is_filtered(self):
        return any(self.filters.values())

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

    def tallies(self, first=None, last=None):
        """Of single trainings, in these months or those of the period."""
        rows = TrainingTally.objects.visible_to(self.user).filter(office__in=self.office_keys)
        months = (first or self.period.first, last or self.period.last)
        return rows.of_trainings(**self.filters).filter(month__range=months)

    def rows(self, columns, first, last):
        """Tuples (office id, month, *sums), several of one month perhaps.

        Rolled up, where no filter asks for single trainings; without a first month from the beginning.
        """
        if not self.is_filtered:
            whole = {"user": self.user, "offices": self.office_keys}
            return OfficeTally.objects.by_month(columns, first=first, last=last, **whole)
        counted = [name for name in columns if name in COUNTS]
        grouped = self.tallies(first, last).summed(counted, by=("office_id", "month"))
        return ((row["office_id"], row["month"], *(row.get(name, 0) for name in columns)) for row in grouped)

    def by_month(self, columns, months):
        """{office id: {month: {column: sum}}}"""
        months, found = set(months), {}
        for office, month, *values in self.rows(columns, min(months), max(months)) if months else ():
            if month in months:
                row = found.setdefault(office, {}).setdefault(month, dict.fromkeys(columns, 0))
                for name, value in zip(columns, values, strict=True):
                    row[name] += value
        return found
