"""Filters of lists: every one in the address, shown again as a tag that can be taken away."""

from dataclasses import dataclass
from typing import Any

import django_filters
from crispy_forms.helper import FormHelper


@dataclass(frozen=True)
class Chip:
    label: Any
    url: str


class FilterSet(django_filters.FilterSet):
    """Unknown values are dropped with a notice, never an error page."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.form.helper = FormHelper(self.form)
        self.form.helper.form_tag = False
        self.form.helper.disable_csrf = True

    @property
    def user(self):
        return self.request.user

    @property
    def rows(self):
        """The filtered queryset; what could not be understood filters nothing."""
        rows = self.queryset
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def chips(self):
        """One per chosen value, each with the address without it."""
        self.form.is_valid()
        return [
            Chip(f"{bound.label}: {label}", self._without(name, value))
            for name in self.filters
            if self.form.cleaned_data.get(name) not in (None, "", [])
            for bound in [self.form[name]]
            for value, label in _chosen(bound)
        ]

    def _without(self, name, value):
        rest = self.request.GET.copy()
        for gone in ("after", "before"):
            rest.pop(gone, None)
        rest.setlist(name, [other for other in rest.getlist(name) if other != value])
        return f"{self.request.path}?{rest.urlencode()}" if rest else self.request.path


def _chosen(bound):
    values = bound.data if isinstance(bound.data, list) else [bound.data]
    choices = {str(key): label for key, label in getattr(bound.field, "choices", ())}
    return [(str(value), choices.get(str(value), value)) for value in values if value not in (None, "")]
