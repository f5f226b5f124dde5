"""The national catalogue of programmes; a programme whose code is known is left as it is."""

import tomllib
from pathlib import Path

from django.db import transaction

from trainings.models import ChecklistItem, Module, Programme

SOURCE = Path(__file__).with_name("catalogue.toml")


@transaction.atomic
def load_catalogue():
    known = set(Programme.objects.values_list("code", flat=True))
    for entry in read_catalogue():
        if entry["code"] not in known:
            _add(entry)


def read_catalogue():
    """The file's programmes, each with `modules` as dicts of title, jp, output; some have a `checklist`."""
    entries = tomllib.loads(SOURCE.read_text("utf-8"))["programme"]
    names = ("title", "jp", "output")
    return [
        entry | {"modules": [dict(zip(names, row, strict=True)) for row in entry["modules"]]}
        for entry in entries
    ]


def _add(entry):
    facts = {name: value for name, value in entry.items() if name not in ("modules", "checklist")}
    programme = Programme.objects.create(**facts)
    modules = Module.objects.bulk_create(
        Module(programme=programme, order=order, **module)
        for order, module in enumerate(entry["modules"], start=1)
    )
    steps = entry.get("checklist", [[] for _module in modules])
    ChecklistItem.objects.bulk_create(
        ChecklistItem(module=module, order=order, text=text)
        for module, texts in zip(modules, steps, strict=True)
        for order, text in enumerate(texts, start=1)
    )
