"""The rows of a batch as the pages show them: no NIK, and nothing of clients the reader may not open."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from clients.importing.facts import DAYS
from clients.importing.regions import region_name
from clients.importing.writing import opened_json
from clients.models import Client
from clients.models.client import masked
from clients.workbook.headings import BY_KEY
from clients.workbook.problems import MESSAGES, RowProblem
from pembinaan.dates import day
from pembinaan.numbers import phone

REASONS = {
    "in_use": _("The client is used elsewhere, so the record was not removed."),
    "changed_since": _("Somebody has changed the record since, so those changes were left."),
}
LABELS = {"nik": _("NIK"), "counsellor_id": _("account of the PK")}
PHONES = ("phone", "phone_other", "guarantor_phone")


@dataclass
class Change:
    name: str
    old: str
    new: str

    @property
    def label(self):
        return label_of(self.name)


@dataclass
class ShownRow:
    row: object
    client: Client | None
    """None: there is none yet, or it is not for the reader's eyes."""
    is_protected: bool = False
    problems: list = field(default_factory=list)
    changes: list = field(default_factory=list)


def shown_rows(rows, user):
    """One query for the clients of all rows."""
    rows = list(rows)
    ids = [row.client_id for row in rows if row.client_id]
    clients = Client.objects.visible_to(user).in_bulk(ids) if ids else {}
    return [_shown(row, clients.get(row.client_id)) for row in rows]


def _shown(row, client):
    shown = ShownRow(row, client, is_protected=bool(row.client_id and not client))
    shown.problems = [problem_of(problem) for problem in row.problems]
    if client and row.outcome in ("updated", "kept"):
        shown.changes = changes_of(opened_json(row.sealed), client)
    return shown


def problem_of(kept):
    """(label of the field, letter of the column, words)."""
    label = BY_KEY[kept["field"]].label if kept["field"] in BY_KEY else ""
    if kept["code"] not in MESSAGES:
        return label, kept["column"], REASONS.get(kept["code"], "")
    return label, kept["column"], RowProblem(kept["code"], kept["field"], kept["column"]).general_message


def changes_of(kept, client):
    """An update was from before to after; a difference stands between the application and the file."""
    if "file" in kept:
        return [Change(name, now(client, name), words(name, value)) for name, value in kept["file"].items()]
    return [
        Change(name, words(name, kept["before"][name]), words(name, value))
        for name, value in kept["after"].items()
    ]


def samples_of(rows):
    """Clients that will be new, the first few of them."""
    for row in rows:
        facts = opened_json(row.sealed)["sample"]
        yield row, {name: words(name, value) for name, value in facts.items()}


def now(client, name):
    if name == "nik":
        return client.masked_nik
    value = getattr(client, name)
    return words(name, value.isoformat() if isinstance(value, date) else value)


def label_of(name):
    return LABELS.get(name) or Client._meta.get_field(name.removesuffix("_id")).verbose_name


def words(name, value):
    """A fact as people read it."""
    if not value:
        return ""
    if name == "nik":
        return masked(value)
    if name == "region_id":
        return region_name(value)
    if name == "counsellor_id":
        return _("yes")
    if name in PHONES:
        return phone(value)
    choices = Client._meta.get_field(name).choices
    if choices:
        return dict(choices).get(value, value)
    return day(date.fromisoformat(value)) if name in DAYS else value
