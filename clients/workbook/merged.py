"""Cells merged downwards: the reader gives their value to the first row only, people mean all of them."""

OF_ONE_PERSON = {"register_number", "name", "nik", "sequence", "phone", "birth", "birth_date"}


class Downfill:
    """Repeats the value of a merged cell on the rows it covers, except what belongs to one person."""

    def __init__(self, sheet, known):
        columns = {index for key, index, _reader in known if key not in OF_ONE_PERSON}
        self._last_row: dict[tuple[int, int], int] = {}
        for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
            if bottom > top and left in columns:
                self._last_row[top + 1, left] = bottom + 1
        self._columns = columns if self._last_row else ()
        self._open: dict[int, tuple[int, object]] = {}

    def filled(self, number: int, cells: list) -> list:
        for index in self._columns:
            if last := self._last_row.get((number, index)):
                self._open[index] = (last, cells[index])
            elif index in self._open and number <= self._open[index][0] and cells[index] == "":
                cells[index] = self._open[index][1]
        return cells
