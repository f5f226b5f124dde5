"""What is sent about a sheet: a whole form whose fields are named by row number, or some marks as JSON."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from pembinaan.text import multi_line, squeeze
from trainings.choices import AskedBy, Mark, ReasonKind, Via
from trainings.models import Reason
from trainings.sheet import Entry, Said

LETTER_OF = dict(zip(Mark.values, "htisa", strict=True))
LETTERS = {letter: mark for mark, letter in LETTER_OF.items()} | {"-": ""}
NONSENSE = -1
"""A number that no rule lets pass."""
OLDEST_MARK = timedelta(hours=72)
MOST_MARKS = 5_000
"""In one sending, which locks the sheet: more than the rows of any training, less than a body can hold."""
ROW = re.compile(r"m(\d{1,5})")
WHOLE = re.compile(r"[0-9]{1,5}")


class BadSheet(ValueError):
    """Not the shape that the page sends."""


def entries_of_form(data):
    """Entries of the rows with a chosen mark: m, l, e, r, k and v stand before the row's number."""
    numbers = [int(found[1]) for found in map(ROW.fullmatch, data) if found]
    return [
        Entry(
            number,
            said_in({key: data.get(f"{key}{number}", "") for key in "mlerk"}),
            whole(data.get(f"v{number}")),
        )
        for number in numbers
    ]


def entry_of_choice(text):
    """Entry of a button that settles a row: number, version, mark, minutes late and early, reason, remark."""
    parts = text.split(":", 6)
    if len(parts) != 7:
        raise BadSheet(text)
    said = said_in(dict(zip("mlerk", parts[2:], strict=True)))
    return Entry(whole(parts[0]), said, whole(parts[1]), resolves=True)


def choice_of(number, version, said):
    """The text of that button."""
    reason = "" if said.reason_id is None else said.reason_id
    letter = LETTER_OF.get(said.mark, "-")
    return f"{number}:{version}:{letter}:{said.minutes_late}:{said.minutes_early}:{reason}:{said.remark}"


class Sent(NamedTuple):
    """What came in one go, from a script or as the page's form."""

    entries: list
    via: str = Via.SCREEN
    rest: str = ""
    """A mark for whoever has none."""
    since: datetime | None = None
    """The changes of others from here on are asked for."""


def sent_as_json(body):
    """Marks that a script sent, perhaps long after they were made."""
    try:
        return _sent(json.loads(body) or {})
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise BadSheet(str(error)) from error


def _sent(data):
    sent_at = moment(data.get("sent_at"))
    if len(data["marks"]) > MOST_MARKS:
        raise BadSheet(len(data["marks"]))
    return Sent(
        [_entry_of(mark, sent_at) for mark in data["marks"]],
        data["via"] if data.get("via") in (Via.UNDO, Via.OFFLINE, Via.BULK) else Via.SCREEN,
        LETTERS.get(data.get("rest"), ""),
        moment(data.get("since")),
    )


def _entry_of(mark, sent_at):
    device_time = moment(mark.get("at"))
    return Entry(
        number_in(mark["n"]),
        said_in(mark),
        number_in(mark["v"]),
        event_id=UUID(mark["id"]),
        device_time=device_time,
        made_at=made_at(device_time, sent_at),
        resolves=bool(mark.get("x")),
    )


def made_at(device_time, sent_at):
    """When a mark was made by our clock: its age counts, not what the device believes to be the time."""
    if not (device_time and sent_at):
        return None
    age = min(max(sent_at - device_time, timedelta()), OLDEST_MARK)
    return timezone.now() - age


def moment(text):
    found = parse_datetime(text) if text else None
    return found.astimezone(UTC) if found and timezone.is_aware(found) else None


def number_in(value):
    """A number that a script must send; a stranger one would reach the database."""
    number = whole(value)
    if number == NONSENSE:
        raise BadSheet(str(value))
    return number


def said_in(values):
    late, early, reason, remark = map(values.get, "lerk")
    return Said(
        LETTERS.get(str(values.get("m", "")) or "-", "?"),
        None if late in (None, "") else whole(late),
        whole(early),
        None if reason in (None, "") else whole(reason),
        squeeze(remark) if remark else "",
    )


def whole(value):
    """A whole number of at most five digits; nothing is 0."""
    if type(value) is int and 0 <= value <= 99_999:
        return value
    text = str(value or 0).strip()
    return int(text) if WHOLE.fullmatch(text) else NONSENSE


class CancelSessionForm(Form):
    reason = forms.ModelChoiceField(label=_("Reason"), queryset=Reason.objects.none())
    asked_by = forms.ChoiceField(
        label=_("Asked by"), choices=[("", "---------"), *AskedBy.choices], required=False
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        validators=[multi_line],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = Reason.objects.offered(ReasonKind.SESSION_CANCELLED)


class ReopenSessionForm(Form):
    note = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}), validators=[multi_line]
    )
