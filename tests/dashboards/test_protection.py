"""Small cells cannot be read nor worked out from what is shown beside them."""

from hypothesis import given
from hypothesis import strategies as st

from pembinaan.dashboards.protection import LEAST, protected_outcomes

COUNT = st.integers(0, 40)


def cells(outcomes):
    return [outcomes.placed, outcomes.elsewhere, outcomes.unknown]


@given(COUNT, COUNT, COUNT)
def test_no_small_cell_is_shown_or_left_alone(placed, elsewhere, unknown):
    total = placed + elsewhere + unknown
    outcomes = protected_outcomes(total, placed + elsewhere, placed)
    hidden = [cell for cell in cells(outcomes) if cell.hidden]
    assert all(cell.value == 0 or cell.value >= LEAST for cell in cells(outcomes))
    shown = sum(cell.value for cell in cells(outcomes))
    if hidden:
        # What is not shown is no handful that the total gives away, unless everything is hidden.
        assert total - shown >= LEAST or shown == 0


@given(COUNT, COUNT, COUNT)
def test_hidden_sums_say_at_least(placed, elsewhere, unknown):
    total = placed + elsewhere + unknown
    once = protected_outcomes(total, placed + elsewhere, placed)
    twice = once + once
    assert twice.total == 2 * total
    assert twice.placed.value <= 2 * placed
    assert twice.placed.hidden == once.placed.hidden


def test_five_at_work_stay_visible_beside_one_who_is_not():
    outcomes = protected_outcomes(18, 6, 5)
    assert (outcomes.placed.value, outcomes.placed.hidden) == (5, False)
    assert outcomes.elsewhere.small
    assert (outcomes.unknown.hidden, outcomes.unknown.small) == (True, False)
    assert outcomes.reached.hidden
