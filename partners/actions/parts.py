"""Parts of a partner's entry; what happens to them stands in the partner's own history."""

from django.db import transaction

from partners.models import Contact, Instructor, InstructorAbsence
from partners.rules import (
    absence_problems,
    contact_problems,
    hours_problems,
    instructor_problems,
    own_record_problems,
    ownership_problems,
    sharing_problems,
)
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked, stale_problems

CONTACT_FIELDS = ("name", "position", "phone", "email")
INSTRUCTOR_FIELDS = (
    "name",
    "skills",
    "available_days",
    "available_from",
    "available_until",
    "phone",
    "is_active",
)
ABSENCE_FIELDS = ("starts_on", "ends_on", "note")


def owned(partner, by):
    """The partner's row, locked, if the user's office keeps it."""
    partner = locked(partner)
    refuse(ownership_problems(by.office, partner))
    return partner


def shared(partner, by):
    """The partner's row, locked, if the user's office may record something of its own with it."""
    partner = locked(partner)
    refuse(sharing_problems(by.office, partner))
    return partner


def own_record(record, by):
    """The row, locked after its partner, if the user's office recorded it."""
    locked(record.partner)
    found = locked(record)
    refuse(own_record_problems(by.office, found))
    return found


def fill(part, values, fields):
    for name in fields:
        if name in values:
            setattr(part, name, values[name])


def note(part, changes, by):
    """One entry about the partner, named after the part as well."""
    partner = part.partner
    record(Verb.CHANGED, partner, by=by, changes=changes, name=f"{partner} · {part}")


def add(part, values, fields, *, by, kind):
    fill(part, values, fields)
    save_checked(part)
    note(part, {kind: ["", str(part)]}, by)
    return part


def change(part, values, fields, *, version, by):
    """Refuses an old version; an unchanged sending leaves no entry."""
    before = locked(part)
    refuse(stale_problems(before, version, about=before.partner))
    fill(part, values, fields)
    part.version = before.version + 1
    save_checked(part)
    if changes := differences(before, part, fields):
        note(part, changes, by)
    return part


def remove(part, *, by, kind):
    """What is gone already is no reason to complain."""
    if part := type(part)._base_manager.select_for_update(no_key=True).filter(pk=part.pk).first():
        note(part, {kind: [str(part), ""]}, by)
        part.delete()


@transaction.atomic
def add_contact(partner, values, *, form_key, by):
    partner = owned(partner, by)
    refuse(contact_problems(values["name"], values["phone"], values["email"]))
    contact = Contact(partner=partner, form_key=form_key)
    return once(Contact, form_key, lambda: add(contact, values, CONTACT_FIELDS, by=by, kind="contact"))


@transaction.atomic
def change_contact(contact, values, *, version, by):
    owned(contact.partner, by)
    refuse(contact_problems(values["name"], values["phone"], values["email"]))
    return change(locked(contact), values, CONTACT_FIELDS, version=version, by=by)


@transaction.atomic
def delete_contact(contact, *, by):
    owned(contact.partner, by)
    remove(contact, by=by, kind="contact")


@transaction.atomic
def add_instructor(partner, values, *, form_key, by):
    partner = owned(partner, by)
    instructor = Instructor(partner=partner, form_key=form_key)
    return once(Instructor, form_key, lambda: _add_instructor(instructor, values, by))


def _add_instructor(instructor, values, by):
    refuse(person_problems(instructor, values))
    return add(instructor, values, INSTRUCTOR_FIELDS, by=by, kind="instructor")


@transaction.atomic
def change_instructor(instructor, values, *, version, by):
    """Instructors are never deleted: past sessions name them. They are set inactive."""
    owned(instructor.partner, by)
    refuse(person_problems(instructor, values))
    return change(locked(instructor), values, INSTRUCTOR_FIELDS, version=version, by=by)


def person_problems(instructor, values):
    hours = (values.get("available_from"), values.get("available_until"))
    return [*instructor_problems(values["name"], names_beside(instructor)), *hours_problems(*hours)]


def names_beside(instructor):
    others = Instructor._base_manager.filter(partner=instructor.partner_id).exclude(pk=instructor.pk)
    return others.values_list("name", flat=True)


@transaction.atomic
def add_absence(instructor, values, *, form_key, by):
    owned(instructor.partner, by)
    refuse(absence_problems(values["starts_on"], values["ends_on"]))
    absence = InstructorAbsence(instructor=instructor, form_key=form_key)
    return once(InstructorAbsence, form_key, lambda: _add_absence(absence, values, by))


def _add_absence(absence, values, by):
    fill(absence, values, ABSENCE_FIELDS)
    save_checked(absence)
    _note_absence(absence, ["", str(absence)], by)
    return absence


@transaction.atomic
def delete_absence(absence, *, by):
    owned(absence.instructor.partner, by)
    if found := InstructorAbsence._base_manager.filter(pk=absence.pk).first():
        _note_absence(found, [str(found), ""], by)
        found.delete()


def _note_absence(absence, change, by):
    partner, name = absence.instructor.partner, absence.instructor.name
    record(Verb.CHANGED, partner, by=by, changes={"away": change}, name=f"{partner} · {name}")
