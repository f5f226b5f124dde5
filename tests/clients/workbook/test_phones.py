import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.workbook.phones import Phone, read_phones


@pytest.mark.parametrize(
    ("text", "number", "owner"),
    [
        ("081373302218", "6281373302218", ""),
        ("0813-7330-2218", "6281373302218", ""),
        ("0853 60127085", "6285360127085", ""),
        ("+62 895-2957-0347", "6289529570347", ""),
        ("+62 (0)895 2957 0347", "6289529570347", ""),
        ("6285211011062", "6285211011062", ""),
        ("0062 8521 1011 062", "6285211011062", ""),
        ("81373302218", "6281373302218", ""),
        ("0853 3033332", "628533033332", ""),
        ("628533033332", "628533033332", ""),
        ("089510851387 (istri)", "6289510851387", "istri"),
        ("istri: 0895 1085 1387", "6289510851387", "istri"),
        ("089510851387 - Ibu Sitti", "6289510851387", "Ibu Sitti"),
        ("089510851387 a.n. Sitti", "6289510851387", "Sitti"),
        ("WA 089510851387", "6289510851387", ""),
        ("(0451) 421234", "62451421234", ""),
        ("0622 7551234", "626227551234", ""),
    ],
)
def test_styles_of_a_number(text, number, owner):
    assert read_phones(text) == [Phone(number, owner)]


def test_two_numbers_in_one_cell():
    assert read_phones("0813 7330 2218 / 089510851387 (ibu)") == [
        Phone("6281373302218"),
        Phone("6289510851387", "ibu"),
    ]


@pytest.mark.parametrize("text", ["tidak ada", "0812", "+60 12 345 6789", "08123456789012345", "1234567890"])
def test_what_is_no_number(text):
    assert read_phones(text) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_a_number_found_is_of_the_form_stored(text):
    for number, _owner in read_phones(text):
        assert number.isascii()
        assert number.startswith("62")
        assert 10 <= len(number) <= 14
