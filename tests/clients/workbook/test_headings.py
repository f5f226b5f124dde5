from collections import Counter

import pytest

from clients.workbook.headings import FIELDS, REQUIRED, field_for

SPELLINGS = [(spelling, field.key) for field in FIELDS for spelling in field.spellings]


def test_no_spelling_means_two_fields():
    assert [text for text, count in Counter(text for text, _key in SPELLINGS).items() if count > 1] == []


def test_only_register_and_name_are_required():
    assert REQUIRED == ("register_number", "name")


@pytest.mark.parametrize(("spelling", "key"), SPELLINGS)
def test_every_spelling_is_known_in_any_case_with_dots_and_line_breaks(spelling, key):
    assert field_for(spelling) == key
    assert field_for(f"  {spelling.upper().replace(' ', chr(10))}. ") == key
    assert field_for(spelling.title().replace(" ", " / ")) == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("NO. REG.", "register_number"),
        ("No.Register\nBapas", "register_number"),
        ("NAMA KLIEN (bin/binti)", "name"),
        ("Tgl. Lahir (dd/mm/yyyy)", "birth_date"),
        ("L / P", "sex"),
        ("Kab./Kota", "regency"),
        ("NOMOR HP/WA", "phone"),
        ("TANGAL LAHIR", "birth_date"),
        ("Nomer Register", "register_number"),
        ("Pendidkan", "education"),
        ("Pembimbing Kemasyarakattan", "counsellor"),
    ],
)
def test_usual_ways_and_slips_of_typing(heading, key):
    assert field_for(heading) == key


@pytest.mark.parametrize(
    "heading", ["Agama", "Suku", "Pasal", "Foto", "Nama Ibu", "Tinggi badan", "1", "", "Ayah"]
)
def test_what_training_does_not_need_is_not_taken_for_a_field(heading):
    assert field_for(heading) is None
