"""Contacts and instructors of a partner; what happens to them stands in the partner's own history."""

from django.db import transaction

from partners.models import Contact, Instructor
from partners.rules import contact_problems, instructor_problems, ownership_problems
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked, stale_problems

CONTACT_FIELDS = ("name", "position", "phone", "email")
INSTRUCTOR_FIELDS = ("name", "skills", "phone", "is_active")


def owned(partner, by):
    """The partner's row, locked, if the user's office keeps it."""
    partner = locked(partner)
    refuse(ownership_problems(by.office, partner))
    return partner


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
    """A contact that is gone already is no reason to complain."""
    owned(contact.partner, by)
    if contact := Contact._base_manager.filter(pk=contact.pk).first():
        note(contact, {"contact": [str(contact), ""]}, by)
        contact.delete()


@transaction.atomic
def add_instructor(partner, values, *, form_key, by):
    partner = owned(partner, by)
    instructor = Instructor(partner=partner, form_key=form_key)
    return once(Instructor, form_key, lambda: _add_instructor(instructor, values, by))


def _add_instructor(instructor, values, by):
    refuse(instructor_problems(values["name"], names_beside(instructor)))
    return add(instructor, values, INSTRUCTOR_FIELDS, by=by, kind="instructor")


@transaction.atomic
def change_instructor(instructor, values, *, version, by):
    """Instructors are never deleted: past sessions name them. They are set inactive."""
    owned(instructor.partner, by)
    refuse(instructor_problems(values["name"], names_beside(instructor)))
    return change(locked(instructor), values, INSTRUCTOR_FIELDS, version=version, by=by)


def names_beside(instructor):
    others = Instructor._base_manager.filter(partner=instructor.partner_id).exclude(pk=instructor.pk)
    return others.values_list("name", flat=True)
