"""Turns the cells of one row into values: one small reader per field.

A reader gets the cell, its text and the notebook of the row, in which it writes values and problems.
"""

import re

from . import categories, people
from .dates import BadDate, read_date
from .headings import BY_KEY
from .phones import read_phones
from .regions import regency_code
from .text import plain

BIRTHS = {"birth", "birth_date"}
INTERESTS = re.compile(r"\s*(?:[,;/&\n]|\bdan\b)\s*")


def read_text(cell, text, note, key):
    limit = BY_KEY[key].max_length
    if limit and len(text) > limit:
        if BY_KEY[key].required:
            note.error("too_long", key)
        else:
            note.warn("shortened", key)
            text = text[:limit]
    note.values[key] = text or None


def read_register(cell, text, note, key):
    read_text(cell, text.upper(), note, key)
    if not text:
        note.error("no_register", key)


def read_name(cell, text, note, key):
    read_text(cell, text, note, key)
    if not text:
        note.error("no_name", key)
    note.values["aliases"] = people.aliases_in(text)


def read_aliases(cell, text, note, key):
    """A column of its own adds to the aliases inside the name."""
    known = note.values.get(key) or []
    note.values[key] = [*known, *(alias for alias in people.alias_list(text) if alias not in known)]


def read_day(cell, text, note, key):
    note.values[key] = _day(text if isinstance(cell, str) else cell, text, note, key)


def _day(value, text, note, key):
    try:
        return read_date(value, birth=key in BIRTHS) if text else None
    except BadDate:
        note.error("bad_date", key)
        return None


def read_birth(cell, text, note, key):
    """“Palu, 28-09-1987”: the date begins with the first digit."""
    at = next((place for place, character in enumerate(text) if character.isdecimal()), len(text))
    note.values["birth_place"] = text[:at].rstrip(" ,/") or None
    note.values["birth_date"] = _day(text[at:] if isinstance(cell, str) else cell, text[at:], note, key)


def read_sex(cell, text, note, key):
    sex = people.SEXES.get(plain(text))
    if text and not sex:
        note.warn("unknown_sex", key)
    note.values[key] = sex


def read_nik(cell, text, note, key):
    nik = people.read_nik(cell) if text else ""
    if text and not nik:
        note.warn("nik_unusable", key)
    elif nik and not people.nik_is_plausible(nik):
        note.warn("nik_implausible", key)
    note.values[key] = nik or None


def read_phone(cell, text, note, key):
    """A second number in the same cell becomes the second phone."""
    found = read_phones(text) if text else []
    if text and not found:
        note.warn("phone_unusable", key)
    names = [key, "phone2"] if key == "phone" else [key]
    for name, phone in zip(names, found or [None], strict=False):
        note.values[name] = phone.number if phone else None
        note.values[f"{name}_owner"] = phone.owner if phone else ""


def read_regency(cell, text, note, key):
    code = regency_code(text) if text else None
    if text and not code:
        note.warn("unknown_regency", key)
    note.values[key] = code


def read_category(cell, text, note, key):
    code = categories.category_code(text)
    if not code:
        note.error("unknown_category", key)
    note.values[key] = code


def read_basis(cell, text, note, key):
    read_text(cell, text, note, key)
    note.values["guidance_basis_code"] = categories.basis_code(text)


def read_education(cell, text, note, key):
    read_text(cell, text, note, key)
    note.values["education_code"] = categories.education_code(text)


def read_work_status(cell, text, note, key):
    read_text(cell, text, note, key)
    note.values["working"] = categories.is_working(text)


def read_occupation(cell, text, note, key):
    """“Belum bekerja” is no occupation but says that the client has no work."""
    said = categories.is_working(text)
    read_text(cell, "" if said is not None else text, note, key)
    if note.values.get("working") is None:
        note.values["working"] = True if text and said is None else said


def read_interests(cell, text, note, key):
    note.values[key] = [interest for interest in INTERESTS.split(text) if interest]


READERS = {
    "register_number": read_register,
    "name": read_name,
    "aliases": read_aliases,
    "sex": read_sex,
    "birth": read_birth,
    "birth_date": read_day,
    "guidance_start": read_day,
    "guidance_end": read_day,
    "nik": read_nik,
    "phone": read_phone,
    "phone2": read_phone,
    "guarantor_phone": read_phone,
    "regency": read_regency,
    "category": read_category,
    "guidance_basis": read_basis,
    "education": read_education,
    "work_status": read_work_status,
    "occupation": read_occupation,
    "interests": read_interests,
}


def reader_of(key: str):
    return READERS.get(key, read_text)
