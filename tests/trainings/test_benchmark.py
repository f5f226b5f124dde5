"""The benchmark's own work is checked, its times are not."""

import pytest

from trainings.management.commands.benchmark import Sheet, measured, ranked, table, with_growth
from trainings.models import Attendance


@pytest.mark.django_db
def test_it_saves_whole_sheets_with_the_same_queries_at_any_size():
    rows = []
    for size in (1, 3):
        sheet = Sheet(size)
        rows.append(measured(sheet, rounds=2))
        assert Attendance.objects.filter(session=sheet.session).exclude(mark="").count() == size
    with_growth(rows)
    assert rows[0]["save_queries"] == rows[1]["save_queries"] <= 10
    assert rows[0]["show_queries"] == rows[1]["show_queries"] <= 8
    assert len(list(table(rows))) == 4


@pytest.mark.django_db
def test_it_ranks_with_the_queries_of_the_shortlist():
    found = ranked(3, rounds=1)
    assert (found["clients"], found["rank_queries"]) == (3, 4)
