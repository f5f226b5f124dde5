"""Letterhead and signatories of an office as they are on a day: papers print what was true then."""

from dataclasses import dataclass

from pembinaan.accounts.models import STANDS_IN, Acting, Letterhead, Signatory, User

POST = "Kepala"


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


def acting_posts_of(user, day):
    """Posts that bring the user the rights of the head on the day."""
    return Signatory.objects.standing_in(day).filter(user=user)


@dataclass(frozen=True)
class Signature:
    """What stands below a paper. Without a name, the name is written by hand."""

    post: str
    name: str = ""
    employee_number: str = ""
    own_post: str = ""


def signature_of(office, day):
    """Who signs where nobody chooses: who stands in, else the holder of the post, else who signs for them.

    Where several could, the post alone. Where none are entered, the account of the head tells.
    """
    known = signatories_of(office, day)
    if not known:
        return unentered(User.objects.heads(office, day))
    for kinds in (STANDS_IN, ("",), (Acting.AN,)):
        if found := [row for row in known if row.acting in kinds]:
            break
    first = found[0]
    if len(found) > 1:
        posts = {row.title_line for row in found}
        return Signature(posts.pop() if len(posts) == 1 else POST)
    return Signature(first.title_line, first.name, first.employee_number, first.own_post)


def unentered(heads):
    found = list(heads[:2])
    if len(found) != 1:
        return Signature(POST)
    return Signature(found[0].title or POST, found[0].name, found[0].employee_number)


def split(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
