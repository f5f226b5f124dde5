"""Rows of steps in the checklist of a module: typed in any order, left blank to be taken away."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import formset_factory
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import FormMixin, ModelForm
from pembinaan.problems import add_problems
from pembinaan.text import single_line
from trainings.forms.modules import BLANK_ROWS
from trainings.forms.rows import RowSet, typed_rows
from trainings.models import Programme
from trainings.policy import MAX_STEPS
from trainings.rules.programmes import MAX_STEP_TEXT, MAX_STEP_WEIGHT, step_problems

COLUMNS = ("order", "text", "weight", "must_pass")


class StepRow(FormMixin, forms.Form):
    order = forms.IntegerField(label=_("No."), min_value=1, max_value=999, required=False)
    text = forms.CharField(
        label=_("Step"), max_length=MAX_STEP_TEXT, required=False, validators=[single_line]
    )
    weight = forms.IntegerField(
        label=_("Weight"), min_value=1, max_value=MAX_STEP_WEIGHT, initial=1, required=False
    )
    must_pass = forms.BooleanField(label=_("Must be shown to complete"), required=False)
    use_required_attribute = False

    def clean_weight(self):
        return self.cleaned_data["weight"] or 1


class BaseStepSet(RowSet):
    named_by = "text"
    columns = ("text", "weight", "must_pass")


StepSet = formset_factory(
    StepRow, BaseStepSet, extra=BLANK_ROWS, max_num=MAX_STEPS, absolute_max=MAX_STEPS * 2
)


class ChecklistForm(ModelForm):
    """The checklist of `module` with `steps`, the set of its rows; the programme's version guards it."""

    class Meta:
        model = Programme
        fields = ()

    def __init__(self, *args, module, typed=None, **kwargs):
        if typed is not None:
            kwargs["initial"] = typed.dict()
        super().__init__(*args, **kwargs)
        if typed is None:
            rows = list(module.checklist.order_by("order").values(*COLUMNS))
        else:
            rows = typed_rows(typed, "steps", COLUMNS, MAX_STEPS)
        self.steps = StepSet(self.data if self.is_bound else None, initial=rows, prefix="steps")

    def clean(self):
        values = super().clean()
        values["steps"] = []
        if self.steps.is_valid():
            values["steps"] = self.steps.in_order()
            add_problems(self, step_problems(values["steps"]))
        for message in self.steps.complaints():
            self.add_error(None, ValidationError(message, code="step"))
        return values
