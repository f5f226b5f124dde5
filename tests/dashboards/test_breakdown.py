"""People parted by what they are: no hidden cell follows from the whole and the cells beside it."""

from collections import Counter, defaultdict
from itertools import product

import pytest

from pembinaan.dashboards.breakdown import all_values, base_cells
from pembinaan.dashboards.protection import LEAST, protected_parts


def patterns(number, most):
    """{what is seen: the counts that look so}, of every way to part up to so many people."""
    seen = defaultdict(list)
    for counts in product(range(most + 1), repeat=number):
        if sum(counts) <= most:
            cells = protected_parts(dict(enumerate(counts)))
            shown = tuple(None if cell.hidden else cell.value for cell in cells.values())
            seen[(sum(counts), shown)].append(counts)
    return seen


@pytest.mark.parametrize(("number", "most"), [(2, 30), (3, 20), (4, 13)])
def test_no_hidden_count_has_one_answer_even_for_who_knows_the_rule(number, most):
    for (_total, shown), answers in patterns(number, most).items():
        for place in range(number):
            if shown[place] is None:
                assert len({counts[place] for counts in answers}) > 1, (shown, answers)
            else:
                assert shown[place] == 0 or shown[place] >= LEAST


def test_five_of_one_each_are_not_told_by_their_whole():
    assert all(cell.hidden for cell in protected_parts(dict.fromkeys("abcde", 1) | {"f": 0}).values())


def test_a_regency_with_a_few_people_has_another_cell_to_hide_behind():
    cells = base_cells("region_code", {"72.71": 3, "": 0})
    assert [cell.hidden for cell in cells.values()] == [True, True]
    assert len(base_cells("region_code", Counter({"": 3}))) == 2
    assert all_values("sex") == ["L", "P", ""]


def test_cells_are_never_told_to_be_small():
    cells = protected_parts({"L": 12, "P": 3, "": 0})
    assert [cell.hidden for cell in cells.values()] == [True, True, False]
    assert not any(cell.small for cell in cells.values())
