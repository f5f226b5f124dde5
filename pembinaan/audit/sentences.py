"""Entries of the trail as sentences in the reader's language: who did what, each change with old and new."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.audit.names import Names, is_key
from pembinaan.audit.noted import companion_field, label_of, value_of

NOTHING = "–"
EMPTY = (None, "", [])


@dataclass
class Sentence:
    entry: Any
    kind: str
    is_open: bool
    changes: list = field(default_factory=list)
    number: int = 0

    @property
    def target(self):
        return self.entry.target_name if self.is_open else ""


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


def sentences_of(entries, user, is_open):
    """`is_open(entry)` says whether this reader may see the record's name and values."""
    entries = list(entries)
    names = Names(user)
    for entry in entries:
        if is_open(entry):
            names.want(entry)
    return [Teller(entry, names, is_open(entry)).sentence for entry in entries]


class Teller:
    def __init__(self, entry, names, is_open):
        self.entry, self.names, self.is_open, self.user = entry, names, is_open, names.user

    @property
    def sentence(self):
        return Sentence(self.entry, kind_of(self.entry), self.is_open, self.changes if self.is_open else [])

    @cached_property
    def model(self):
        return model_of(self.entry.target_type)

    @property
    def changes(self):
        return [self.change(name, value) for name, value in self.entry.changes.items() if self.may_show(name)]

    def may_show(self, name):
        """Outside a Bapas only fields of the record itself: what else an action noted may name a client."""
        return self.user.sees_people or field_of(self.model, name) is not None

    def change(self, name, value):
        found = field_of(self.model, name) or companion_field(self.entry.target_type, name)
        label = capfirst(str(found.verbose_name) if found else label_of(name))
        if isinstance(value, list) and len(value) == 2:
            before = "" if value[0] in EMPTY else self.shown(name, found, value[0])
            return Change(label, before, self.shown(name, found, value[1]))
        return Change(label, "", self.shown(name, found, value))

    def shown(self, name, found, value):
        if value in EMPTY:
            return NOTHING
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(self.shown(name, found, part) for part in value)
        if found is None:
            return value_of(name, value)
        if found.is_relation and is_key(found.related_model, value):
            return self.names.of(found.related_model, value)
        # Many-valued relations have no choices, and what is no key was noted in words.
        choices = dict(getattr(found, "flatchoices", ()))
        return str(choices.get(value) or written(found, value))


def written(found, value):
    """Dates in the reader's way of writing; anything else as it was stored."""
    kind = found.get_internal_type() if found is not None else ""
    try:
        if kind == "DateField" and (day := parse_date(value)):
            return dates.day(day)
        if kind == "DateTimeField" and (moment := parse_datetime(value)):
            return dates.daytime(moment)
    except (TypeError, ValueError):
        pass
    return value


def kind_of(entry):
    model = model_of(entry.target_type)
    return str(model._meta.verbose_name) if model else entry.target_type


def model_of(label):
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def field_of(model, name):
    """A field of the model itself; what other models call it in return is none."""
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return None if found is None or found.auto_created else found
