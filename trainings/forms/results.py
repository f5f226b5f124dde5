"""The grid of results: one small form a row; only what somebody changed is sent on."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan.text import single_line
from trainings.actions.results import Entry
from trainings.choices import Result
from trainings.rules.completion import Decision


class ResultForm(forms.Form):
    """The browser sends back what it was shown, so that an untouched row says nothing."""

    result = forms.ChoiceField(
        choices=[("", _("Not assessed")), *Result.choices], required=False, show_hidden_initial=True
    )
    note = forms.CharField(max_length=300, required=False, validators=[single_line], show_hidden_initial=True)
    version = forms.IntegerField()


class ResultRow:
    def __init__(self, person, name, data=None):
        self.person, self.name = person, name
        self.decision = Decision(person)
        self.prefix = f"p{person.number}"
        self.form = ResultForm(
            data if data and f"{self.prefix}-version" in data else None, prefix=self.prefix
        )
        self.problems = []

    @property
    def number(self):
        return self.person.number

    @property
    def came(self):
        return bool(self.person.minutes_credited)

    @property
    def result(self):
        return self.form["result"].value() if self.form.is_bound else self.person.result

    @property
    def note(self):
        return self.form["note"].value() if self.form.is_bound else self.person.result_note

    @cached_property
    def errors(self):
        fields = self.form.errors.values() if self.form.is_bound else ()
        return [error for errors in fields for error in errors] + [p.message for p in self.problems]

    def entry(self, *, fill):
        """What is to be recorded, or None for a row that nobody touched."""
        if not self.form.is_bound or not self.form.is_valid():
            return None
        values = self.form.cleaned_data
        if fill and self.came and not values["result"] and not self.person.result:
            return Entry(self.number, Result.COMPETENT, values["note"], is_fill=True)
        if {"result", "note"} & set(self.form.changed_data):
            return Entry(self.number, values["result"], values["note"], values["version"])
        return None
