"""The grid of targets: a small form a cell; only what somebody changed is sent on."""

from django import forms

from pembinaan.dashboards.actions.targets import cell_name
from pembinaan.dashboards.rules import is_share, target_problems
from trainings.indicators import CARDS


class CellForm(forms.Form):
    """The browser sends back what it was shown, so that an untouched cell says nothing."""

    value = forms.DecimalField(
        required=False, max_digits=9, decimal_places=1, localize=True, show_hidden_initial=True
    )


def plain(value):
    """60 and 62.5, not 60.0."""
    return int(value) if value is not None and value == int(value) else value


class Cell:
    def __init__(self, office, card, value, data):
        self.office, self.card, self.shown = office, card, value
        self.name = cell_name(office.pk, card.key)
        bound = data if data is not None and f"{self.name}-value" in data else None
        self.form = CellForm(bound, prefix=self.name, initial={"value": plain(value)})
        label = f"{office.full_name}: {card.name}"
        attrs = {"class": "form-control num", "inputmode": "decimal", "aria-label": label}
        self.form.fields["value"].widget.attrs |= attrs
        self.problems = []

    @property
    def is_share(self):
        return is_share(self.card.key)

    @property
    def errors(self):
        own = self.form.errors.get("value", []) if self.form.is_bound else []
        return [*own, *(problem.message for problem in self.problems)]

    @property
    def change(self):
        """(value that was shown, new value), or None for a cell that nobody touched."""
        if not self.form.is_bound or not self.form.is_valid() or not self.form.has_changed():
            return None
        field = self.form.fields["value"]
        shown = field.hidden_widget().value_from_datadict(
            self.form.data, {}, self.form["value"].html_initial_name
        )
        return field.clean(shown), self.form.cleaned_data["value"]

    def check(self):
        if change := self.change:
            self.problems = target_problems(self.card.key, change[1])


class TargetGrid:
    """Every cell tells its own problems."""

    def __init__(self, offices, values, data=None):
        self.rows = [
            (office, [Cell(office, card, values[office.pk, card.key], data) for card in CARDS])
            for office in offices
        ]

    @property
    def cells(self):
        return [cell for _office, cells in self.rows for cell in cells]

    def is_valid(self):
        for cell in self.cells:
            cell.check()
        return not any(cell.errors for cell in self.cells)

    def changes(self):
        return {(cell.office.pk, cell.card.key): cell.change for cell in self.cells if cell.change}

    def tell(self, problems):
        by_name = {cell.name: cell for cell in self.cells}
        for problem in problems:
            by_name[problem.field].problems = [problem]

    @property
    def faulty(self):
        return [cell for cell in self.cells if cell.errors]
