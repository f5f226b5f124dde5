"""What a board adds up, by office and month: rolled up, or of trainings where a filter asks for them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate

from django.utils.functional import cached_property

from pembinaan.dates import add_months
from trainings.models import OfficeTally, TrainingTally
from trainings.models.tally import COUNTS, STOCKS


class Sums:
    """Some columns of offices; stocks are sums of all changes, so theirs are read from the first month on."""

    def __init__(self, user, offices, columns, *, first, last, programme=None, partner=None):
        self.user, self.offices, self.columns = user, [office.pk for office in offices], list(columns)
        self.first, self.last = first, last
        self.is_filtered = bool(programme or partner)
        self.programme, self.partner = programme, partner
        self.cells = self._read()
        self.running = {}

    def _read(self):
        cells = defaultdict(lambda: dict.fromkeys(self.columns, 0))
        for office, month, *values in self._rows():
            cell = cells[(office, month)]
            for name, value in zip(self.columns, values, strict=True):
                cell[name] += int(value)  # sums of rupiah come as decimals
        return dict(cells)

    def _rows(self):
        if not self.is_filtered:
            first = None if {*self.columns} & {*STOCKS} else self.first
            return OfficeTally.objects.by_month(
                self.columns, user=self.user, offices=self.offices, first=first, last=self.last
            )
        counted = [name for name in self.columns if name in COUNTS]
        grouped = self.of_trainings(self.first, self.last).summed(counted, by=("office_id", "month"))
        return (
            (row["office_id"], row["month"], *(row.get(name, 0) for name in self.columns)) for row in grouped
        )

    def of_trainings(self, first, last):
        """Tallies of the trainings that these filters leave."""
        rows = TrainingTally.objects.visible_to(self.user).filter(office__in=self.offices)
        if self.programme:
            rows = rows.filter(training__programme__code=self.programme.code)
        if self.partner:
            rows = rows.filter(training__partner=self.partner)
        return rows.filter(month__gte=first, month__lte=last)

    def total(self, column, months, offices):
        """Of months that follow one another."""
        if not months:
            return 0
        found, first, last = 0, months[0], months[-1]
        for office in offices:
            known, running = self._running(column).get(office.pk, ((), ()))
            until, since = bisect_right(known, last), bisect_left(known, first)
            if until > since:
                found += running[until - 1] - (running[since - 1] if since else 0)
        return found

    def has_any(self, months, office):
        """Whether anything was counted of the office in these months."""
        known = self.of_office.get(office.pk, ())
        return any(month in known for month in months)

    def stock(self, column, last, offices):
        """How many there are at the end of this month."""
        found = 0
        for office in offices:
            months, running = self._running(column).get(office.pk, ((), ()))
            if place := bisect_right(months, last):
                found += running[place - 1]
        return found

    def _running(self, column):
        """{office: (its months in order, the sums up to each)}, added up once."""
        if column not in self.running:
            self.running[column] = {
                office: ([*by_month], list(accumulate(cell[column] for cell in by_month.values())))
                for office, by_month in self.of_office.items()
            }
        return self.running[column]

    @cached_property
    def of_office(self):
        """{office: {month: cell}}, the months in order."""
        found = defaultdict(dict)
        for office, month in sorted(self.cells, key=lambda key: key[1]):
            found[office][month] = self.cells[(office, month)]
        return dict(found)

    def of(self, what, months, offices):
        """A measures.Sum over these months."""
        flowing = sum(self.total(name, months, offices) for name in what.months)
        ending = sum(self.stock(name, months[-1], offices) for name in what.at_end)
        eve = add_months(months[0], -1)
        return flowing + ending + sum(self.stock(name, eve, offices) for name in what.before)
