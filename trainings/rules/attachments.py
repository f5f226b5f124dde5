"""What may be handed in with a training, and which photos may be shown to everybody."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from pembinaan.uploads import KINDS, OFFICE, is_picture
from trainings.choices import AttachmentKind
from trainings.policy import MAX_ATTACHMENTS

WITH_OFFICE_FILES = (AttachmentKind.SIGNED, AttachmentKind.MATERIAL, AttachmentKind.OTHER)
AT_ONCE = 10
BYTES_AT_ONCE = 25 * 2**20
"""What the web server in front lets through in one sending."""


@dataclass(frozen=True)
class Pictured:
    """A participant who may be on a photo."""

    pk: Any
    number: int
    name: str
    """As the reader may know it."""
    is_restricted: bool
    has_consent: bool


def file_kinds(kind):
    return (*KINDS, *OFFICE) if kind in WITH_OFFICE_FILES else KINDS


def bar_to_showing(person):
    """Why somebody must not be shown, or nothing."""
    if person.is_restricted:
        return _("Never shown: restricted participant")
    return "" if person.has_consent else _("No consent to photos yet")


def may_show(shows_people, people):
    """Nobody can be recognised, or everybody agreed. Where nobody is named, nobody can have agreed."""
    return not shows_people or (bool(people) and not any(map(bar_to_showing, people)))


def room_problems(number):
    """`number`: files that the training has."""
    if number >= MAX_ATTACHMENTS:
        message = _("A training has at most %(limit)s files. Remove what is not needed any more.")
        yield Problem("no_room", message % {"limit": MAX_ATTACHMENTS}, "files")


def photo_problems(*, name, kind, shows_people, people, in_report):
    """`name`: of the file; `people`: who can be recognised on it."""
    if kind != AttachmentKind.PHOTO:
        if in_report:
            yield Problem("no_photo", _("Only photos of the activity stand in the report."), "in_report")
        return
    if shows_people and not people:
        yield Problem("nobody_named", _("Tick who can be recognised."), "people")
    if not in_report:
        return
    if name and not is_picture(name):
        yield Problem("no_picture", _("Only JPG and PNG stand in the report."), "in_report")
    for person in people if shows_people else ():
        if bar := bar_to_showing(person):
            yield Problem(
                "not_shown", _("%(bar)s: row %(row)s") % {"bar": bar, "row": person.number}, "in_report"
            )
