"""The proposal (KAK) and the lines of its budget (RAB)."""

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.forms import Form, FormMixin, ModelForm
from pembinaan.problems import add_problems
from pembinaan.text import multi_line, single_line
from trainings.actions.proposal import FIELDS, LINE_FACTS
from trainings.choices import BudgetSource
from trainings.forms.rows import RowSet, plain, typed_rows
from trainings.models import Proposal
from trainings.policy import MAX_BUDGET_LINES, MAX_BUDGET_PRICE
from trainings.rules.proposal import line_problems

BLANK_ROWS = 3
COLUMNS = ("id", "order", *LINE_FACTS)


class ProposalForm(ModelForm):
    """Every part may stay empty until the plan is proposed. `version` is 0 where nothing was written yet."""

    class Meta:
        model = Proposal
        fields = FIELDS
        widgets = {
            name: forms.Textarea({"rows": rows})
            for name, rows in {
                "need": 4, "background": 5, "purpose": 4, "beneficiaries": 3, "strategy": 5, "result": 3,
            }.items()
        }  # fmt: skip
        help_texts = {
            "need": gettext_lazy("Which clients lack work or skills, and what the market asks for."),
            "background": gettext_lazy("Why this training, and the rules it rests on."),
            "purpose": gettext_lazy("What the participants can do afterwards."),
            "beneficiaries": gettext_lazy("Who takes part, without names."),
            "strategy": gettext_lazy("Preparation, running, evaluation: how and in what order."),
            "result": gettext_lazy("What can be counted at the end."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        version = 0 if self.instance._state.adding else self.instance.version
        self.fields.pop("form_key", None)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=version)


class LineRow(FormMixin, forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    order = forms.IntegerField(label=gettext_lazy("No."), min_value=1, max_value=999, required=False)
    name = forms.CharField(
        label=gettext_lazy("Budget item"), max_length=160, required=False, validators=[single_line]
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Source"), choices=BudgetSource, initial=BudgetSource.DIPA, required=False
    )
    account = forms.CharField(
        label=gettext_lazy("Account code"), max_length=20, required=False, validators=[single_line]
    )
    quantity = forms.DecimalField(
        label=gettext_lazy("Quantity"), max_digits=9, decimal_places=2, min_value=0, required=False
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit of measure"), max_length=20, required=False, validators=[single_line]
    )
    unit_price = forms.IntegerField(
        label=gettext_lazy("Price of a unit (Rp)"), min_value=0, max_value=MAX_BUDGET_PRICE, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=160, required=False, validators=[single_line]
    )
    remove = forms.BooleanField(label=gettext_lazy("Remove this line"), required=False)
    use_required_attribute = False

    def clean(self):
        """A row without words is no line; one that is to be removed needs nothing."""
        values = super().clean()
        if values.get("remove"):
            self._errors = self.error_class()
            return values | {"name": ""}
        if self.errors:
            return values
        if values["name"]:
            if not values["quantity"]:
                self.add_error("quantity", _("Give the quantity."))
            if not values["unit"]:
                self.add_error("unit", _("Give the unit, for example kg or OJ."))
            if values["unit_price"] is None:
                self.add_error("unit_price", _("Give the price of a unit; 0 where it is given for free."))
            values["source"] = values["source"] or BudgetSource.DIPA
        elif values["quantity"] or values["unit"] or values["unit_price"] is not None:
            self.add_error("name", _("Write what the money is for."))
        return values


class BaseLineSet(RowSet):
    named_by = "name"
    columns = ("id", *LINE_FACTS)


LineSet = formset_factory(
    LineRow, BaseLineSet, extra=BLANK_ROWS, max_num=MAX_BUDGET_LINES, absolute_max=MAX_BUDGET_LINES * 2
)


class BudgetForm(Form):
    """The planned lines as the set `lines`; `typed` is what a form held that wants more rows or was kept."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, training, typed=None, **kwargs):
        if typed is not None:
            kwargs["initial"] = typed.dict()
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = training.version
        if typed is not None:
            rows = typed_rows(typed, "lines", (*COLUMNS, "remove"), MAX_BUDGET_LINES)
        else:
            rows = list(training.budget_lines.order_by("order", "pk").values(*COLUMNS))
            rows = [plain(row) | {"order": number} for number, row in enumerate(rows, start=1)]
        self.lines = LineSet(self.data if self.is_bound else None, initial=rows, prefix="lines")

    def clean(self):
        values = super().clean()
        if self.lines.is_valid():
            values["lines"] = self.lines.in_order()
            add_problems(self, line_problems(values["lines"]))
        for message in () if self.lines.is_valid() else self.lines.complaints():
            self.add_error(None, forms.ValidationError(message, code="row"))
        return values


class SpendingForm(Form):
    """What each line has cost so far; empty is not known, 0 is nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, training, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = training.version
        self.lines = list(training.budget_lines.order_by("order", "pk"))
        for line in self.lines:
            label, most = gettext_lazy("Spent (Rp)"), MAX_BUDGET_PRICE
            self.fields[f"spent_{line.pk}"] = forms.IntegerField(
                label=label, min_value=0, max_value=most, required=False, initial=line.spent
            )
            self.fields[f"note_{line.pk}"] = forms.CharField(
                label=gettext_lazy("Note"),
                max_length=160,
                required=False,
                validators=[single_line],
                initial=line.note,
            )

    @property
    def rows(self):
        return [(line, self[f"spent_{line.pk}"], self[f"note_{line.pk}"]) for line in self.lines]

    @property
    def amounts(self):
        given = self.cleaned_data
        return {line.pk: (given[f"spent_{line.pk}"], given[f"note_{line.pk}"]) for line in self.lines}


class TakeOverForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    source = forms.ChoiceField(
        label=gettext_lazy("Paid from"),
        choices=BudgetSource,
        initial=BudgetSource.DIPA,
        widget=forms.RadioSelect,
    )


class VersionForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(VersionForm):
    reason = forms.CharField(
        label=gettext_lazy("What must be changed"),
        max_length=2000,
        validators=[multi_line],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
