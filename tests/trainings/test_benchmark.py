"""The benchmark's own work is checked, its times are not."""

import pytest

from pembinaan.accounts.roles import sync_roles
from trainings.management.batches import Batch, batch_table, measured_batch, with_batch_growth
from trainings.management.commands.benchmark import Sheet, measured, ranked, staff, table, with_growth
from trainings.models import Attendance, Certificate


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


@pytest.mark.django_db
def test_it_issues_batches_with_the_same_queries_at_any_size():
    sync_roles()
    rows = [measured_batch(Batch(size, *staff()), rounds=1) for size in (1, 3)]
    with_batch_growth(rows)
    assert rows[0]["batch_queries"] == rows[1]["batch_queries"] <= 15
    # Each of three rounds has issued to everybody.
    assert Certificate.objects.count() == 3 * (1 + 3)
    assert len(list(batch_table(rows))) == 3
