"""Bars as SVG: attributes only, told apart by form and number, so that they need neither style nor colour."""

from xml.sax.saxutils import escape

WIDTH, ROW, BAR = 460, 22, 12
LABELS, NUMBERS = 140, 70
"""Room left and right of the bars."""
FONT = "Libertinus Serif, serif"
INK = "#1f3a5f"


def bars(rows):
    """`rows`: label, part and whole; the frame of a bar is the whole, its filling the part."""
    longest = max((whole for _label, _part, whole in rows), default=0) or 1
    scale = (WIDTH - LABELS - NUMBERS) / longest
    drawn = [_bar(place, *row, scale) for place, row in enumerate(rows)]
    height = ROW * max(len(rows), 1) + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="{FONT}" font-size="11">{"".join(drawn)}</svg>'
    )


def _bar(place, label, part, whole, scale):
    top = place * ROW + 2
    line = top + BAR - 2
    place_of_number = LABELS + whole * scale + 6
    return (
        f'<text x="{LABELS - 6}" y="{line}" text-anchor="end">{escape(label)}</text>'
        f'<rect x="{LABELS}" y="{top}" width="{whole * scale:.1f}" height="{BAR}" '
        f'fill="none" stroke="{INK}" stroke-width="0.8"/>'
        f'<rect x="{LABELS}" y="{top}" width="{part * scale:.1f}" height="{BAR}" fill="{INK}"/>'
        f'<text x="{place_of_number:.1f}" y="{line}">{part}/{whole}</text>'
    )


def told(rows, about):
    """The same in words, for those who do not see the drawing."""
    parts = "; ".join(f"{label}: {part} dari {whole}" for label, part, whole in rows)
    return f"Diagram batang {about}. {parts}."
