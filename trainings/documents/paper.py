"""What papers share: how they are set, the letterhead, and words for day and hours."""

import json
from pathlib import Path

import typst
from django.utils import translation

from pembinaan import dates
from pembinaan.accounts.signing import head_of

DOTS = "(" + "." * 36 + ")"
"""Where somebody writes by hand."""


def source(name):
    return Path(__file__).with_name(name)


def typeset(path, data, **options):
    """Fonts come with the program: the page looks the same on every machine."""
    inputs = {"data": json.dumps(data)}
    return typst.compile(str(path), sys_inputs=inputs, ignore_system_fonts=True, **options)


def letterhead_of(office, day):
    """As it was on the day of the paper."""
    head = head_of(office, day)
    return {"letterhead": head.lines, "address": head.address}


def signed_at(office, day):
    """Palu, 1 September 2025"""
    with translation.override("id"):
        return f"{office.city or office.name}, {dates.day(day)}"


def day_and_hours(session):
    """Senin, 1 September 2025, pukul 08.00–12.00 WITA, whatever language the reader's screen has."""
    office = session.training.office
    first, last = dates.local(session.starts_at, office), dates.local(session.ends_at, office)
    hours = f"{first:%H.%M}–{last:%H.%M} {dates.zone_label(office)}"
    with translation.override("id"):
        return f"{dates.weekday(session.day)}, pukul {hours}"


def label_of(session):
    with translation.override("id"):
        return str(session.label)
