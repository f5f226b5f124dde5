"""Geometry of server-made charts, as text: a template must not write a decimal comma into an SVG."""

from dataclasses import dataclass, field
from math import ceil

LEFT, TOP, UNDER, BESIDE = 34, 24, 24, 20


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    label: str
    value: int
    extreme: bool
    last: bool

    @property
    def place(self):
        return {"x": f"{self.x:.1f}", "y": f"{self.y:.1f}", "above": f"{self.y - 10:.1f}"}


@dataclass(frozen=True)
class NoteMark:
    x: float
    y: float
    label: str

    @property
    def place(self):
        width = 17 if len(self.label) < 2 else 11 + 6 * len(self.label)
        return {
            "x": f"{self.x:.1f}",
            "left": f"{self.x - width / 2:.1f}",
            "top": f"{self.y - 8.5:.1f}",
            "width": f"{width}",
            "text": f"{self.y + 4:.1f}",
        }


@dataclass(frozen=True)
class Tick:
    value: int
    y: float

    @property
    def place(self):
        return {"y": f"{self.y:.1f}", "text": f"{self.y + 4:.1f}"}


@dataclass(frozen=True)
class Line:
    key: str
    width: int
    height: int
    marks: list
    ticks: list
    notes: list = ()
    target: str = ""
    """Height of the line of the target, where there is one."""
    left: int = LEFT

    @property
    def points(self):
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.marks)

    @property
    def right(self):
        return self.width - 12

    @property
    def floor(self):
        return self.height - UNDER


def line(key, values, labels, *, width, height, notes=(), target=None):
    """A line over equally spaced labels, from zero; its highest, lowest and last values are written out.

    `notes`: for each value the number of a note on it, or nothing. `target`: a level drawn across.
    """
    floor, ceiling = height - UNDER, nice_ceiling(max([*values, target or 0]))
    step = (width - BESIDE - LEFT) / max(len(values) - 1, 1)

    def level(value):
        return floor - (floor - TOP) * value / ceiling

    last = len(values) - 1
    told = {values.index(max(values)), values.index(min(values)), last} if values else set()
    marks = [
        Mark(LEFT + number * step, level(value), label, value, number in told, number == last)
        for number, (value, label) in enumerate(zip(values, labels, strict=True))
    ]
    ticks = [Tick(ceiling * n // 4, level(ceiling * n / 4)) for n in range(5)]
    pinned = [_pinned(mark, label, floor) for mark, label in zip(marks, notes, strict=False) if label]
    return Line(key, width, height, marks, ticks, pinned, "" if target is None else f"{level(target):.1f}")


def _pinned(mark, label, floor):
    """Below the line, or above where the floor is near."""
    return NoteMark(mark.x, mark.y + 22 if mark.y + 34 < floor else mark.y - 26, label)


def nice_ceiling(highest):
    """The next multiple of 4, 20, 40, 200 … so that four even steps are whole numbers."""
    step = 4
    while highest > step * 5:
        step *= 5 if str(step)[0] == "4" else 2
    return max(step * ceil(highest / step), 4)


@dataclass(frozen=True)
class Bar:
    of: object
    """What it stands for."""
    top: float
    length: float | None
    """None: nothing is drawn."""
    chart: "Bars"

    @property
    def place(self):
        chart, length = self.chart, self.length or 0
        if chart.is_narrow:
            values = {"name": self.top + 12, "words": self.top + 28, "bar": self.top + 34, "thick": 9, "x": 0}
        else:
            values = {"name": self.top + 19, "words": self.top + 19, "bar": self.top + 6, "thick": 18}
            values["x"] = chart.left + length + 8
        return {name: f"{value:.1f}" for name, value in values.items()} | {"length": f"{length:.1f}"}


@dataclass
class Bars:
    key: str
    width: int
    left: int
    is_narrow: bool
    bars: list = field(default_factory=list)
    ticks: list = field(default_factory=list)

    @property
    def row(self):
        return 52 if self.is_narrow else 30

    @property
    def floor(self):
        return self.row * len(self.bars) + 4

    @property
    def height(self):
        return self.floor + 20


BAR_NAMES, BAR_WORDS = 230, 260
"""Room beside the bars on a wide chart, for names before them and words behind them."""


def bars(key, ranked, *, width, is_narrow=False):
    """A bar for each that has a share, from zero to the whole; on a phone name and words stand above it."""
    left = 0 if is_narrow else BAR_NAMES
    room = width - left - (16 if is_narrow else BAR_WORDS)
    whole = max([1, *(one.share for one in ranked if one.share is not None)])
    chart = Bars(key, width, left, is_narrow)
    chart.bars = [
        Bar(one, number * chart.row, None if one.share is None else room * one.share / whole, chart)
        for number, one in enumerate(ranked)
    ]
    chart.ticks = [(whole * n / 4, f"{left + room * n / 4:.1f}") for n in range(5)]
    return chart
