"""Boards, the lists behind their numbers and sealed months as files: tables that a workbook or CSV holds."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.dashboards import sealing, told
from pembinaan.dashboards.told import COUNT, SHARE, Column
from pembinaan.exports import Export, csv_text
from pembinaan.replica import data_up_to
from trainings.indicators import CARDS, GROUPS, INDICATORS
from trainings.measures import Kind

CARD_KEYS = {card.key for card in CARDS}
FILTERS = 4
"""The first facts about a board are its filters."""


@dataclass
class Table:
    name: str
    columns: list
    rows: list = field(default_factory=list)


def board_table(board):
    """A row for each indicator of the whole scope, and of each Bapas."""
    scope = board.office.full_name if board.office else board.user.office.full_name
    groups = [(scope, board.cards())]
    if board.is_protected and board.office is None:
        groups += [(office.full_name, figures) for office, figures in board.table()]
    columns = [
        Column(_("Unit"), 34),
        Column(_("Indicator"), 34),
        Column(_("Numerator"), 14, COUNT),
        Column(_("Denominator"), 14, COUNT),
        Column(_("Unit of measure"), 14),
        Column(_("Rate"), 10, SHARE),
        Column(_("Reached"), 12, COUNT),
        Column(_("Target"), 12, COUNT),
        Column(_("Year of the target"), 16),
        Column(_("Achievement"), 14, SHARE),
        Column(_("Definition"), 11),
        *_bounds(),
    ]
    rows = [_row(name, figure) for name, figures in groups for figure in figures]
    return Table(_("Indicators"), columns, rows)


def _row(name, figure):
    goal = figure.goal
    achieved = goal.achievement
    return [
        name,
        str(figure.indicator.name),
        told.numerator(figure),
        told.denominator(figure),
        str(figure.indicator.unit),
        told.rate(figure),
        told.reached(figure),
        None if goal.value is None else told.rounded(goal.value),
        goal.year,
        None if achieved is None else round(achieved, 4),
        f"v{figure.indicator.version}",
        *told.bounds(figure),
    ]


def _bounds():
    return [Column(_("95% interval, from"), 16, SHARE), Column(_("95% interval, to"), 16, SHARE)]


def indicators_table(board):
    """Every indicator, in its groups."""
    columns = [
        Column(_("Group"), 24),
        Column("KPI", 8),
        Column(_("Indicator"), 34),
        Column(_("Numerator"), 16, COUNT),
        Column(_("Denominator"), 14, COUNT),
        Column(_("Unit of measure"), 14),
        Column(_("Value"), 14, COUNT),
        Column(_("Rate"), 10, SHARE),
        *_bounds(),
        Column(_("Not known"), 12, COUNT),
        Column(_("Best case"), 12, SHARE),
        Column(_("Definition"), 11),
    ]
    rows = [_indicator(name, board.figure(one)) for name, group in GROUPS for one in group]
    return Table(_("Indicators"), columns, rows)


def _indicator(group, figure):
    one, is_share = figure.indicator, figure.indicator.kind is Kind.SHARE
    names = [str(group), one.kpi, str(one.name)]
    sides = [told.numerator(figure), told.denominator(figure), str(one.unit)]
    values = [None, told.value(figure)] if is_share else [told.value(figure), None]
    rest = [told.unknown(figure), told.best(figure), f"v{one.version}"]
    return [*names, *sides, *values, *told.bounds(figure), *rest]


def trend_table(board):
    columns = [Column(_("Month"), 20), Column(_("Participants trained"), 22, COUNT)]
    return Table(_("Trend"), columns, [[dates.month(month), value] for month, value in board.trend()])


def notes_table(threads):
    columns = [
        Column(_("No."), 6),
        Column(_("Month"), 18),
        Column(_("Indicator"), 30),
        Column(_("Office"), 30),
        Column(_("Note"), 60),
        Column(_("Who"), 26),
    ]
    rows = []
    for thread in threads:
        for note in (thread.note, *thread.replies):
            about = [dates.month(note.month), str(thread.indicator.name), note.office.full_name]
            rows.append([thread.number, *about, note.text, note.by_name])
    return Table(_("Notes"), columns, rows)


def behind_table(behind):
    """The list behind an indicator, whatever it is of."""
    makers = {
        "quarters": quarters_table,
        "medians": medians_table,
        "classes": classes_table,
        "months": months_table,
        "partners": partners_table,
    }
    return makers.get(behind.form, trainings_table)(behind)


def _sides(indicator):
    return [Column(str(indicator.name), 20, COUNT), Column(_("of"), 14, COUNT)]


def trainings_table(behind):
    heads = [Column(_("Training"), 36), Column(_("Bapas"), 30), Column(_("First day"), 14)]
    rows = [
        [str(one), one.office.full_name, f"{one.starts_on:%d/%m/%Y}", told.rounded(part), told.rounded(of)]
        for one, part, of in behind.trainings
    ]
    return Table(_("List"), [*heads, *_sides(behind.indicator)], rows)


def months_table(behind):
    heads = [Column(_("Bapas"), 30), Column(_("When"), 24)]
    rows = [
        [line.office.full_name, str(line.when), line.numerator, line.denominator] for line in behind.months
    ]
    return Table(_("List"), [*heads, *_sides(behind.indicator)], rows)


def partners_table(behind):
    sides = _sides(behind.indicator)[: 1 if behind.indicator.kind is Kind.SUM else 2]
    rows = [[str(row.partner), row.numerator, row.denominator][: len(sides) + 1] for row in behind.partners]
    return Table(_("List"), [Column(_("Partner"), 36), *sides], rows)


def classes_table(behind):
    columns = [Column(str(behind.indicator.name), 44), Column(_("Graduates"), 14, COUNT)]
    return Table(_("List"), columns, [list(row) for row in behind.classes])


def medians_table(behind):
    columns = [Column(_("Bapas"), 30), Column(_("Quarter"), 20), Column(_("Graduates"), 14, COUNT)]
    columns.append(Column(str(behind.indicator.name), 44))
    rows = [[office.full_name, str(slot), number, words] for office, slot, number, words in behind.medians]
    return Table(_("List"), columns, rows)


def quarters_table(behind):
    rows = [
        [
            office.full_name,
            str(quarter),
            *(told.cell(getattr(out, name)) for name, _head in behind.cells),
            told.whole(out),
        ]
        for office, quarter, out in behind.quarters
    ]
    columns = [Column(_("Bapas"), 30), Column(_("Quarter"), 20)]
    columns += [Column(str(head), 20, COUNT) for _name, head in behind.cells]
    return Table(_("List"), [*columns, Column(_("of"), 12, COUNT)], rows)


def sealed_table(returns, *, protected):
    """Sealed figures month by month, with the version of the definition they were counted by."""
    columns = [
        Column(_("Bapas"), 30),
        Column(_("Month"), 16),
        Column(_("Indicator"), 34),
        Column(_("Definition"), 11),
        Column(_("Numerator"), 14, COUNT),
        Column(_("Denominator"), 14, COUNT),
        Column(_("Unit of measure"), 14),
        Column(_("Rate"), 10, SHARE),
        Column(_("Sealed"), 24),
        Column(_("Sealed by"), 28),
        Column("SHA-256", 68),
    ]
    rows = []
    for found in returns:
        facts = sorted(
            sealing.Fact(*(getattr(row, n) for n in sealing.Fact._fields)) for row in found.figures.all()
        )
        versions = {fact.indicator: fact.definition_version for fact in facts}
        head = [found.office.full_name, dates.month(found.month)]
        tail = [dates.daytime(found.sealed_at, found.office), found.decided_by_name, found.sha256]
        for key, figure in sealing.figures_of(facts, protected=protected).items():
            counted = [told.numerator(figure), told.denominator(figure), str(figure.indicator.unit)]
            name = str(figure.indicator.name)
            rows.append([*head, name, f"v{versions[key]}", *counted, told.rate(figure), *tail])
    return Table(_("Sealed months"), columns, rows)


def definitions_table(indicators=CARDS):
    columns = [Column(_("Indicator"), 34), Column(_("Definition"), 11), Column(_("Words"), 110)]
    rows = [[str(one.name), f"v{one.version}", str(one.definition)] for one in indicators]
    return Table(_("Definitions"), columns, rows)


def workbook(title, tables, facts, *, by, at):
    """A finished temporary file and its size; `facts` for the sheet about it."""
    export = Export(title, by=by, at=at)
    formats = {
        name: export.book.add_format({"num_format": name} if name else {}) for name in ("", COUNT, SHARE)
    }
    for table in tables:
        sheet = export.add_sheet(table.name, [(column.heading, column.width) for column in table.columns])
        for line, row in enumerate(table.rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    export.write_text(sheet, line, place, value)
                elif value is not None:
                    sheet.write_number(line, place, value, formats[table.columns[place].format])
    export.add_about(facts, names_people=False)
    return export.finished()


def csv_of(table, facts):
    """The table alone, so that programs can read it; what it says stands in its last columns."""
    filters = [f"{_('Filters:')} {name}" for name, _text in facts]
    head = [*(column.heading for column in table.columns), *filters]
    said = [text for _name, text in facts]
    return csv_text([head, *([*row, *said] for row in table.rows)])


def about_board(board, *, keys=CARD_KEYS):
    """The filters in words, and the wording of each indicator."""
    scope = board.office.full_name if board.office else board.user.office.full_name
    everything = _("all")
    return [
        (_("Period"), str(board.period)),
        (_("Unit"), scope),
        (_("Programme"), str(board.filters["programme"] or everything)),
        (_("Partner"), str(board.filters["partner"] or everything)),
        (_("Data up to"), dates.daytime(data_up_to() or board.now)),
        (_("Protection"), protection(board.is_protected)),
        *((f"{c.name} v{c.version}", str(c.definition)) for c in INDICATORS if c.key in keys),
    ]


def protection(is_protected):
    if is_protected:
        return _(
            "Counts of 1 to 4 people by outcome, and one count beside them, are hidden to protect clients."
        )
    return _("Only for the office that knows its clients: nothing is hidden.")
