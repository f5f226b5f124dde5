"""What a board adds up, by office and month."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate

from django.utils.functional import cached_property

from pembinaan.dates import add_months
from trainings.models.tally import STOCKS


class Sums:
    """Some columns of offices; stocks are sums of all changes, so theirs are read from the first month on."""

    def __init__(self, scope, columns, *, first, last):
        self.columns, self.running = list(columns), {}
        first = None if {*self.columns} & {*STOCKS} and not scope.is_filtered else first
        self.cells = self._added_up(scope.rows(self.columns, first, last))

    def _added_up(self, rows):
        cells = defaultdict(lambda: dict.fromkeys(self.columns, 0))
        for office, month, *values in rows:
            cell = cells[(office, month)]
            for name, value in zip(self.columns, values, strict=True):
                cell[name] += int(value)  # sums of rupiah come as decimals
        return dict(cells)

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
