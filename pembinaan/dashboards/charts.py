"""Geometry of server-made charts; the template only writes it down. Axes start at zero."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    label: str
    value: int
    extreme: bool
    last: bool

    @property
    def label_y(self):
        return self.y - 10


@dataclass(frozen=True)
class Line:
    key: str
    width: int
    height: int
    marks: list
    ticks: list
    """(value, y)"""
    left: int = 34

    @property
    def points(self):
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.marks)

    @property
    def right(self):
        return self.width - 12

    @property
    def floor(self):
        return self.height - 24


def line(key, values, labels, *, width, height):
    """A line over equally spaced labels; the highest, lowest and last values carry their number."""
    left, right, top, floor = 34, width - 20, 24, height - 24
    ceiling = nice_ceiling(max(values, default=0))
    step = (right - left) / max(len(values) - 1, 1)

    def level(value):
        return floor - (floor - top) * value / ceiling

    highest, lowest = (values.index(max(values)), values.index(min(values))) if values else (0, 0)
    marks = [
        Mark(
            left + number * step,
            level(value),
            label,
            value,
            number in {highest, lowest, len(values) - 1},
            number == len(values) - 1,
        )
        for number, (value, label) in enumerate(zip(values, labels, strict=True))
    ]
    ticks = [(ceiling * part // 4, level(ceiling * part / 4)) for part in range(5)]
    return Line(key, width, height, marks, ticks)


def nice_ceiling(highest):
    """The next multiple of 4, 20, 40, 200 … so that four even steps are whole numbers."""
    step = 4
    while highest > step * 5:
        step *= 5 if str(step)[0] == "4" else 2
    return max(step * ceil(highest / step), 4)
