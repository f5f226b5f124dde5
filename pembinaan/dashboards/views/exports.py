"""Files of what the pages show: the same numbers, the same protection, and each leaves an entry."""

from pembinaan.accounts.views.downloads import ExportPage
from pembinaan.dashboards.exporting import FORMAT
from pembinaan.replica import FromReplica


class ExportOf(FromReplica, ExportPage):
    """What the address says beside the filters goes into the query, where the job process finds it."""

    names = {"kind": FORMAT, "key": "key", "year": "year"}

    def get_query(self):
        query = self.request.GET.copy()
        for place, value in self.kwargs.items():
            query[self.names[place]] = str(value)
        return query


class ExportBoard(ExportOf):
    kind = "board"


class ExportIndicators(ExportOf):
    kind = "board-indicators"


class ExportBehind(ExportOf):
    kind = "board-list"


class ExportYear(ExportOf):
    kind = "sealed-year"


class BarsPicture(ExportOf):
    kind = "board-bars"


class TrendPicture(ExportOf):
    kind = "board-trend"
