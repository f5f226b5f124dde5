"""From all that a Kanwil may see of all periods and offices, no hidden count of 1 to 4 follows."""

import random
from collections import Counter
from datetime import date
from itertools import chain

import pytest

from pembinaan.dashboards import breakdown, exports, periods
from pembinaan.dashboards.absences import absence_rows
from pembinaan.dashboards.behind import Behind
from pembinaan.dashboards.board import Board
from pembinaan.dashboards.periods import Quarter
from pembinaan.dashboards.protection import LEAST, open_outcomes
from pembinaan.dashboards.scope import Scope
from pembinaan.dates import add_months
from tests.dashboards.adversary import MANY, Puzzle
from tests.dashboards.nation import tallied
from trainings.indicators import INDICATORS
from trainings.measures import Kind, Source

TODAY = date(2026, 11, 24)
QUARTERS = [Quarter(2026, number) for number in (1, 2, 3)]
PERIODS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026", "12m")
CELLS = ("placed", "elsewhere", "unknown")
PROTECTED = [one for one in INDICATORS if one.is_outcome and one.kind is Kind.SHARE]
WITHIN = [  # Cells of one indicator that make up a cell of another.
    ("business", ("placed", "elsewhere"), ("work-6", "placed")),
    ("nib", ("placed", "elsewhere"), ("business", "placed")),
    ("pirt", ("placed", "elsewhere"), ("business", "placed")),
    ("skill", CELLS, ("work-6", "placed")),
    ("revoked-trained", ("placed", "elsewhere"), ("revoked", "placed")),
    ("reoffended-trained", ("placed", "elsewhere"), ("reoffended", "placed")),
    ("women", ("placed",), ("sex", "P")),
    ("children", ("placed",), ("age_group", "child")),
]


def of(key, cell, office, quarter):
    return key, cell, office.code, str(quarter)


def boards(user, offices):
    for office in (None, *offices):
        for key in PERIODS:
            yield Board(user, periods.parse(key, TODAY), TODAY, office=office, indicators=INDICATORS)


def slots_of(board, indicator):
    slots = [slot for slot in board.period.quarters(TODAY) if slot in QUARTERS]
    return slots[-1:] if indicator.numerator_sum.at_end else slots


def read_figures(puzzle, board):
    """The file of all indicators, which holds what the page shows."""
    rows = zip(INDICATORS, exports.indicators_table(board).rows, strict=True)
    for indicator, row in rows:
        slots = slots_of(board, indicator)
        if indicator not in PROTECTED or not slots:
            continue
        places = [(office, slot) for office in board.offices for slot in slots]
        is_empty = row[4] is None  # no data: there is nobody
        puzzle.read([of(indicator.key, "placed", *place) for place in places], 0 if is_empty else row[3])
        if indicator.key == "coverage-idle":
            read_whole(puzzle, places, 0 if is_empty else row[4])
        if row[10] is not None:
            puzzle.read([of(indicator.key, "unknown", *place) for place in places], row[10])
        read_reached(puzzle, board.figure(indicator), indicator, places)


def read_whole(puzzle, places, text):
    """Those without work on the eve of the first quarter, and who became so in each."""
    first = places[0][1]
    names = [of("idle", "began", *place) for place in places]
    names += [of("idle", "before", office, slot) for office, slot in places if slot == first]
    puzzle.read(names, text)


def read_reached(puzzle, figure, indicator, places):
    if indicator.reached and figure.reached is not None:
        names = [of(indicator.key, cell, *place) for place in places for cell in ("placed", "elsewhere")]
        puzzle.sum_is(names, figure.reached)


def read_lists(puzzle, board):
    for indicator in PROTECTED:
        behind = Behind(board, indicator)
        cells = [name for name, _head in behind.cells]
        for (office, slot, _out), row in zip(
            behind.quarters, exports.quarters_table(behind).rows, strict=True
        ):
            if slot not in QUARTERS:
                continue
            texts = dict(zip(cells, row[2:-1], strict=True))
            for cell, text in texts.items():
                # Beside a small cell stand only cells of five or more.
                least = LEAST if "<5" in texts.values() else 0
                puzzle.read([of(indicator.key, cell, office, slot)], text, least_hidden=least)
            if not indicator.of:
                puzzle.read([of(indicator.key, cell, office, slot) for cell in CELLS], row[-1])
            if not (indicator.reached or indicator.unknown):
                puzzle.sum_is([of(indicator.key, "unknown", office, slot)], 0)


def read_groups(puzzle, board):
    scope = Scope(board.user, board.period, TODAY, board.office)
    quarters = [slot for slot in board.period.quarters(TODAY) if slot in QUARTERS]
    for by, column in breakdown.PERSONAL.items():
        for office, cells in breakdown.protected_by_office(scope, by).items():
            names = {value: [of(column, value, office, slot) for slot in quarters] for value in cells}
            is_one, all_hidden = len(quarters) == 1, all(cell.hidden for cell in cells.values())
            for value, cell in cells.items():
                if not cell.hidden:
                    puzzle.sum_is(names[value], cell.value)
                else:
                    puzzle.sum_is(names[value], max(cell.value, int(is_one and not all_hidden)), MANY)
            if quarters:
                months = [month for slot in quarters for month in slot.months]
                puzzle.sum_is(chain(*names.values()), board.total("finishing", months, [office]))


def read_absences(puzzle, board):
    quarters = [slot for slot in board.period.quarters(TODAY) if slot in QUARTERS]
    rows, _total = absence_rows(Scope(board.user, board.period, TODAY, board.office), quarters)
    for row in rows:
        hides_small = any(cell.small for cell in row.cells)
        for name, cell in zip(CELLS, row.cells, strict=True):
            text = "<5" if cell.small else f"≥ {cell.value}" if cell.hidden else cell.value
            names = [of("absence", name, row.office, slot) for slot in quarters]
            puzzle.read(names, text)
            if cell.hidden and hides_small and not cell.small and len(quarters) == 1:
                puzzle.sum_is(names, LEAST, MANY)
        names = [of("absence", name, row.office, slot) for name in CELLS for slot in quarters]
        puzzle.sum_is(names, row.total)


def know_the_world(puzzle, board):
    """What everybody knows who has read the definitions."""
    for office in board.offices:
        for slot in QUARTERS:
            for key, cells, (other, cell) in WITHIN:
                terms = {of(key, name, office, slot): 1 for name in cells}
                puzzle.know(terms | {of(other, cell, office, slot): -1}, 0)
            terms = dict.fromkeys([of("coverage-idle", cell, office, slot) for cell in CELLS], 1)
            puzzle.know(terms | {of("idle", name, office, slot): -1 for name in ("before", "began")}, 0)
            trained = board.total("trained", slot.months, [office])
            puzzle.sum_is([of("coverage-idle", "placed", office, slot)], 0, trained)
            know_follow_ups(puzzle, board, office, slot)


def know_follow_ups(puzzle, board, office, slot):
    """Who was reached in time was reached at one of the points, or is one of the others."""
    points = {of(f"work-{point}", cell, office, slot): -1 for point in (3, 6, 12) for cell in CELLS[:2]}
    others = board.total("followed_due", slot.months, [office])
    others -= sum(board.total(f"closed_{point}", slot.months, [office]) for point in (3, 6, 12))
    puzzle.know({of("followed-up", "placed", office, slot): 1} | points, -MANY, others)


def truth(board):
    """{name: count} of every base cell."""
    table, found = board.outcomes, {}
    for office in board.offices:
        for slot in QUARTERS:
            for one in PROTECTED:
                whole = board.sums.of(one.denominator_sum, slot.months, [office])
                whole = table.column(one.of, slot, office) if one.of else whole
                known = table.known(one, slot, office, whole)
                row = open_outcomes(whole, known, table.part(one, slot, office))
                found |= {of(one.key, name, office, slot): getattr(row, name).value for name in CELLS}
            eve = add_months(slot.first, -1)
            found[of("idle", "before", office, slot)] = board.sums.stock("idle", eve, [office])
            found[of("idle", "began", office, slot)] = board.total("idle_began", slot.months, [office])
            found |= truth_of_groups(board, office, slot)
    return found


def truth_of_groups(board, office, slot):
    found = Counter()
    scope = Scope(board.user, periods.parse(f"2026-Q{slot.number}", TODAY), TODAY, office)
    for column in breakdown.PERSONAL.values():
        for row in scope.tallies().summed(["finishing"], by=(column,)):
            found[of(column, row[column], office, slot)] += row["finishing"]
    marks = [board_marks(scope, name) for name in ("marks_absent", "marks_excused", "marks_sick")]
    return found | {of("absence", name, office, slot): n for name, n in zip(CELLS, marks, strict=True)}


def board_marks(scope, name):
    return sum(row[name] for row in scope.tallies().summed([name], by=("office_id",)))


def hidden_small(board, facts):
    """Names of the base cells of 1 to 4 people that the rows hide."""
    secret = {name for name, count in facts.items() if 0 < count < LEAST}
    rows = {
        of(one.key, cell, office, slot): getattr(board.outcomes.row(one, slot, office), cell).hidden
        for one in PROTECTED
        for office in board.offices
        for slot in QUARTERS
        for cell in CELLS
    }
    return {name for name in secret if rows.get(name, True)}


@pytest.mark.parametrize("seed", [1, 3])
def test_nothing_hidden_follows_from_all_that_is_shown(cast, seed):
    rng = random.Random(seed)
    tallied(rng, (cast.palu, cast.luwuk), [slot.first for slot in QUARTERS], most=2 + seed)
    puzzle = Puzzle()
    for board in boards(cast.regional, (cast.palu, cast.luwuk)):
        read_figures(puzzle, board)
        read_lists(puzzle, board)
        read_groups(puzzle, board)
        read_absences(puzzle, board)
    whole = Board(cast.regional, periods.parse("2026", TODAY), TODAY, indicators=INDICATORS)
    know_the_world(puzzle, whole)
    facts, solved = truth(whole), puzzle.solved()
    wrong = {name: (value, facts[name]) for name, value in solved.items() if facts.get(name, 0) != value}
    assert not wrong
    secret = hidden_small(whole, facts)
    assert len(secret) > 40
    assert {name: solved[name] for name in secret & solved.keys()} == {}


def test_the_same_reader_finds_cells_that_are_hidden_alone(cast):
    """Without a cell hidden beside it, every small cell is the rest of its whole."""
    tallied(random.Random(4), (cast.palu,), [slot.first for slot in QUARTERS], most=5)
    board = Board(cast.regional, periods.parse("2026", TODAY), TODAY, indicators=INDICATORS)
    facts, puzzle = truth(board), Puzzle()
    works = [one for one in PROTECTED if one.source is Source.TRAININGS and one.reached]
    for slot in QUARTERS:
        for one in works:
            names = [of(one.key, cell, cast.palu, slot) for cell in CELLS]
            for name in names:
                puzzle.read([name], "<5" if 0 < facts[name] < LEAST else facts[name])
            puzzle.sum_is(names, sum(facts[name] for name in names))
    alone = [name for name in facts if name[0] in {one.key for one in works} and 0 < facts[name] < LEAST]
    assert any(puzzle.solved().get(name) == facts[name] for name in alone)


def test_a_sum_over_periods_gives_a_difference_away():
    puzzle = Puzzle()
    puzzle.read(["a"], "<5")
    puzzle.read(["b"], 7)
    puzzle.read(["a", "b"], "≥ 7")
    assert "a" not in puzzle.solved()
    puzzle.read(["a", "b"], 10)
    assert puzzle.solved()["a"] == 3
