"""Notes on the figures of a board, with their replies, numbered as the chart shows them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from pembinaan.dashboards.models import FigureNote
from trainings.indicators import BY_KEY


@dataclass
class Thread:
    number: int
    note: Any
    replies: list = field(default_factory=list)

    @property
    def month(self):
        return self.note.month

    @property
    def indicator(self):
        return BY_KEY.get(self.note.indicator)


def threads_of(board):
    """Of the offices and months on the board, and of the reader's own office, in one query."""
    offices = [office.pk for office in board.offices]
    if board.office is None:
        offices.append(board.user.office_id)
    rows = FigureNote.objects.visible_to(board.user).filter(
        Q(month__range=(board.trend_months[0], board.trend_months[-1]))
        | Q(month__range=(board.period.first, board.period.last)),
        office__in=offices,
    )
    rows = list(rows.select_related("office").order_by("month", "created_at", "pk"))
    first = [row for row in rows if row.reply_to_id is None and row.indicator in BY_KEY]
    threads = {row.pk: Thread(number, row) for number, row in enumerate(first, start=1)}
    for row in rows:
        if row.reply_to_id in threads:
            threads[row.reply_to_id].replies.append(row)
    return list(threads.values())


def labels_by_month(threads):
    """{month: "3" or "3–5"}: what the mark on the chart says."""
    numbers = {}
    for thread in threads:
        numbers.setdefault(thread.month, []).append(thread.number)
    return {month: str(n[0]) if len(n) == 1 else f"{n[0]}–{n[-1]}" for month, n in numbers.items()}
