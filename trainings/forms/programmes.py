from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import KeyedForm, ModelForm
from pembinaan.problems import add_problems
from pembinaan.text import single_line
from trainings.forms import items, modules
from trainings.forms.rows import plain, typed_rows
from trainings.models import Programme
from trainings.policy import MAX_ITEMS, MAX_MODULES, MIN_ATTENDANCE_PERCENT
from trainings.rules.programmes import code_problems, item_problems, module_problems

CODE_HELP = _("Small letters, digits and hyphens, for example bawang-goreng-palu. It never changes.")


class ProgrammeForm(ModelForm):
    """A curriculum with `modules` and `items`, the sets of its rows; `typed` is what a form held that wants
    more rows, or that was kept as a draft.
    """

    class Meta:
        model = Programme
        fields = (
            *("title", "code", "kind", "summary", "tools", "materials"),
            *("min_attendance", "min_score"),
        )
        help_texts = {"code": CODE_HELP}
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("summary", "tools", "materials")}

    def __init__(self, *args, typed=None, **kwargs):
        if typed is not None:
            kwargs["initial"] = typed.dict()
        super().__init__(*args, **kwargs)
        self.fields["min_attendance"].required = False
        is_new = self.instance._state.adding
        if not is_new:
            del self.fields["code"]
        data = self.data if self.is_bound else None
        rows = self._rows("modules", modules.COLUMNS, MAX_MODULES, typed)
        self.modules = modules.ModuleSet(data, initial=rows, prefix="modules")
        rows = self._rows("items", items.COLUMNS, MAX_ITEMS, typed)
        self.items = items.ItemSet(data, initial=rows, prefix="items")

    def _rows(self, name, columns, most, typed):
        if typed is not None:
            return typed_rows(typed, name, columns, most)
        if self.instance._state.adding:
            return []
        rows = getattr(self.instance, name).order_by("order")
        if "was" in columns:
            # By the number of its row before, a module keeps its checklist.
            rows = rows.annotate(was=F("order"))
        return [plain(row) for row in rows.values(*columns)]

    def clean_min_attendance(self):
        least = self.cleaned_data["min_attendance"]
        return MIN_ATTENDANCE_PERCENT if least is None else least

    def clean(self):
        values = super().clean()
        if "code" in self.fields and values.get("code"):
            others = Programme.objects.visible_to(self.user).exclude(form_key=values.get("form_key"))
            add_problems(self, code_problems(taken=others.filter(code=values["code"]).exists()))
        values["modules"] = self.checked(self.modules, module_problems)
        values["items"] = self.checked(self.items, item_problems)
        return values

    def checked(self, row_set, problems):
        """Rows in their order; what is wrong in a row is told in the summary as well."""
        if not row_set.is_valid():
            for message in row_set.complaints():
                self.add_error(None, ValidationError(message, code="row"))
            return []
        rows = row_set.in_order()
        add_problems(self, problems(rows))
        return rows


class CopyForm(KeyedForm):
    """The copy's own code; the rest comes from the copied programme and can be changed afterwards."""

    title = forms.CharField(label=_("Title"), max_length=120, validators=[single_line])
    code = forms.SlugField(label=_("Code"), max_length=40, help_text=CODE_HELP)
