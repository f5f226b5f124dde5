from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import KeyedForm, ModelForm
from pembinaan.problems import add_problems
from pembinaan.text import single_line
from trainings.forms.modules import ModuleSet, typed_rows
from trainings.models import Programme
from trainings.rules.programmes import code_problems, module_problems

CODE_HELP = _("Small letters, digits and hyphens, for example bawang-goreng-palu. It never changes.")


class ProgrammeForm(ModelForm):
    """A curriculum with `modules`, the set of its rows; `typed` is what a form that wants more rows held."""

    class Meta:
        model = Programme
        fields = ("title", "code", "kind", "summary", "tools", "materials")
        help_texts = {"code": CODE_HELP}
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("summary", "tools", "materials")}

    def __init__(self, *args, typed=None, **kwargs):
        if typed is not None:
            kwargs["initial"] = typed.dict()
        super().__init__(*args, **kwargs)
        is_new = self.instance._state.adding
        if not is_new:
            del self.fields["code"]
        names = ("order", "title", "jp", "output")
        modules = [] if is_new else self.instance.modules.order_by("order").values(*names, was=F("order"))
        rows = list(modules) if typed is None else typed_rows(typed)
        self.modules = ModuleSet(self.data if self.is_bound else None, initial=rows, prefix="modules")

    def clean(self):
        values = super().clean()
        if "code" in self.fields and values.get("code"):
            others = Programme.objects.visible_to(self.user).exclude(form_key=values.get("form_key"))
            add_problems(self, code_problems(taken=others.filter(code=values["code"]).exists()))
        values["modules"] = self.checked_modules()
        return values

    def checked_modules(self):
        """Rows in teaching order; what is wrong in a row is told in the summary as well."""
        if not self.modules.is_valid():
            for message in self.modules.complaints():
                self.add_error(None, ValidationError(message, code="module"))
            return []
        rows = self.modules.in_order()
        add_problems(self, module_problems(rows))
        return rows


class CopyForm(KeyedForm):
    """The copy's own code; the rest comes from the copied programme and can be changed afterwards."""

    title = forms.CharField(label=_("Title"), max_length=120, validators=[single_line])
    code = forms.SlugField(label=_("Code"), max_length=40, help_text=CODE_HELP)
