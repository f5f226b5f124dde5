"""Rows of modules in the form of a programme: typed in any order, left blank to be taken away."""

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.forms import FormMixin
from pembinaan.text import single_line
from trainings.forms.rows import RowSet
from trainings.policy import MAX_MODULE_JP, MAX_MODULES

BLANK_ROWS = 3
COLUMNS = ("order", "title", "jp", "output", "was")


class ModuleRow(FormMixin, forms.Form):
    order = forms.IntegerField(label=gettext_lazy("No."), min_value=1, max_value=999, required=False)
    title = forms.CharField(
        label=gettext_lazy("Module"), max_length=160, required=False, validators=[single_line]
    )
    jp = forms.IntegerField(label="JP", min_value=1, max_value=MAX_MODULE_JP, required=False)
    output = forms.CharField(
        label=gettext_lazy("Practice output"), max_length=160, required=False, validators=[single_line]
    )
    was = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=999, required=False)
    """The number of the module that the row showed: what belongs to it follows a change of words."""
    use_required_attribute = False

    def clean(self):
        """A row without words is no module, whatever number stands before it."""
        values = super().clean()
        if not self.errors and (values["title"] or values["jp"] or values["output"]):
            if not values["title"]:
                self.add_error("title", _("Write what the module teaches."))
            if not values["jp"]:
                self.add_error("jp", _("Give the JP of the module."))
        return values


class BaseModuleSet(RowSet):
    named_by = "title"
    columns = ("title", "jp", "output", "was")


ModuleSet = formset_factory(
    ModuleRow, BaseModuleSet, extra=BLANK_ROWS, max_num=MAX_MODULES, absolute_max=MAX_MODULES * 2
)
