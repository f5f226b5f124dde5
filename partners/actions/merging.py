"""Two entries for the same partner become one. Nothing is lost: what cannot move stays with the old entry."""

from django.db import transaction
from django.db.models import F

from partners.following import Merge, followed
from partners.models import Contact, Instructor, InstructorAbsence, Licence, Partner
from partners.rules import merge_problems, ownership_problems
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import save_checked, stale_problems
from pembinaan.text import fold

FACTS = ("owner_name", "address", "region_id")
PAIRS = (("size_basis", "size_rupiah"), ("kbli_code", "kbli_edition"))
SHOWN = ("owner_name", "address", "region", "offers", "note", *PAIRS[0], *PAIRS[1])


@transaction.atomic
def merge_partners(source, target, *, version, target_version, by):
    """`source` becomes inactive and leads to `target`, which takes over everything that hangs on it."""
    source, target = both_locked(source, target)
    refuse(ownership_problems(by.office, source) or ownership_problems(by.office, target))
    refuse(merge_problems(source, target))
    refuse(stale_problems(source, version) or stale_problems(target, target_version))
    same_people = same_instructors(source, target)
    moved = move_rows(source, target, same_people)
    merge_instructors(same_people, target)
    before = Partner._base_manager.get(pk=target.pk)
    take_over_facts(source, target)
    target.version += 1
    save_checked(target)
    retire(source, target)
    followed(Merge(source, target, by, same_people))
    changes = {"merged": ["", source.name], **moved, **differences(before, target, SHOWN)}
    record(Verb.MERGED, target, by=by, changes=changes)
    record(Verb.MERGED, source, by=by, changes={"entry_kept": ["", target.name]})
    return target


def both_locked(source, target):
    """In one order, so that two merges never wait for each other."""
    rows = Partner._base_manager.select_for_update(no_key=True).filter(pk__in=[source.pk, target.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[source.pk], found[target.pk]


def same_instructors(source, target):
    """{instructor of the source: who bears the same name at the target}"""
    known = {fold(person.name): person for person in target.instructors.order_by("pk")}
    people = source.instructors.order_by("pk")
    return {person: known[fold(person.name)] for person in people if fold(person.name) in known}


def move_rows(source, target, same_people):
    """{what: [nothing, how many]} of the rows of this app that now hang on the target."""
    doubles = double_licences(source, target)
    rows = {
        "contacts": source.contacts.all(),
        "instructors": source.instructors.exclude(pk__in=[person.pk for person in same_people]),
        "agreements": source.agreements.all(),
        "licences": source.licences.exclude(pk__in=[old.pk for old, _kept in doubles]),
        "contributions": source.contributions.all(),
    }
    moved = {name: found.update(partner=target, version=F("version") + 1) for name, found in rows.items()}
    for old, kept in doubles:
        fill_blanks(old, kept, ("issued_on", "valid_until", "note"))
    source.merged_from.update(merged_into=target)
    return {name: ["", number] for name, number in moved.items() if number}


def double_licences(source, target):
    """Pairs of the same licence recorded with both; the one of the source stays with its entry."""
    known = {(row.kind, row.number): row for row in Licence._base_manager.filter(partner=target)}
    rows = Licence._base_manager.filter(partner=source)
    return [(row, known[row.kind, row.number]) for row in rows if (row.kind, row.number) in known]


def merge_instructors(same_people, target):
    """The old entry of a person stays inactive with the old partner; what it knew goes to the kept one."""
    for old, kept in same_people.items():
        InstructorAbsence._base_manager.filter(instructor=old).update(instructor=kept)
        kept.skills = joined(kept.skills, old.skills, 200)
        kept.is_active = kept.is_active or old.is_active
        fill_blanks(old, kept, ("phone", "available_days", "available_from", "available_until"), save=False)
        kept.version += 1
        save_checked(kept)
        if old.phone and old.phone != kept.phone:
            Contact._base_manager.create(partner=target, name=old.name, phone=old.phone)
    Instructor._base_manager.filter(pk__in=[old.pk for old in same_people]).update(
        is_active=False, version=F("version") + 1
    )


def take_over_facts(source, target):
    fill_blanks(source, target, FACTS, save=False)
    for basis, value in PAIRS:
        if not getattr(target, basis):
            setattr(target, basis, getattr(source, basis))
            setattr(target, value, getattr(source, value))
    target.offers = joined(target.offers, source.offers, 200)
    target.note = "\n".join(dict.fromkeys(filter(None, [target.note, source.note])))


def fill_blanks(old, kept, names, *, save=True):
    for name in names:
        if getattr(kept, name) in (None, ""):
            setattr(kept, name, getattr(old, name))
    if save:
        kept.version += 1
        save_checked(kept)


def joined(kept, old, length):
    """Both lists of words, each word once; the kept one alone where both do not fit."""
    words = {}
    for word in f"{kept},{old}".split(","):
        words.setdefault(fold(word), word.strip())
    text = ", ".join(word for word in words.values() if word)
    return text if len(text) <= length else kept


def retire(source, target):
    source.is_active, source.merged_into = False, target
    source.version += 1
    save_checked(source)
