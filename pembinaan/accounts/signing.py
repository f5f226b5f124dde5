"""Letterhead and signatories of an office as they are on a day: papers print what was true then."""

from dataclasses import dataclass

from pembinaan.accounts.models import Letterhead, Signatory


@dataclass(frozen=True)
class Head:
    """Top of a paper. `office_name` stands where the text names the office."""

    office_name: str
    lines: list
    address: list


def head_of(office, day):
    """The newest letterhead that begins by the day; without any, what the office says of itself today."""
    known = Letterhead.objects.filter(office=office, valid_from__lte=day).order_by("-valid_from").first()
    if known is None:
        lines = split(office.letterhead) or [office.full_name.upper()]
        return Head(office.full_name, lines, split(office.address))
    return Head(known.office_name, split(known.lines), split(known.address))


def signatories_of(office, day):
    """Whoever may sign on the day; those who stand in for somebody first."""
    rows = Signatory.objects.filter(office=office).on(day)
    return sorted(rows, key=lambda row: (not row.acting, row.name))


def split(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
