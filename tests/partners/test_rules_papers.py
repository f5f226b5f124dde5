"""Tables of the rules about licences, size, branch, renewal and contributions."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from partners.choices import SizeClass
from partners.rules import (
    absence_problems,
    contribution_problems,
    expiry_proposed,
    hours_problems,
    kbli_problems,
    licence_problems,
    next_term,
    renewal_problems,
    size_class,
    size_problems,
    stored_number,
)

MILLIARD = 1_000_000_000


def codes(problems):
    return [(problem.code, problem.field) for problem in problems]


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("nib", " 1234 5678.90123 ", "1234567890123"),
        ("pirt", "2 06 72 10 01 0001-28", "2067210010001-28"),
        ("pirt", "206.7210.01.0001.28", "2067210010001-28"),
        ("pirt", "2067210010001228", "2067210010001228"),
        ("halal", "  ID 123  ABC ", "ID 123 ABC"),
        ("other", "SIUP/12", "SIUP/12"),
    ],
)
def test_a_number_is_kept_in_one_form(kind, typed, stored):
    assert stored_number(kind, typed) == stored


@pytest.mark.parametrize(
    ("kind", "number", "more", "expected"),
    [
        ("nib", "1234567890123", {}, []),
        ("nib", "123456789012", {}, [("nib", "number")]),
        ("nib", "12345678901234", {}, [("nib", "number")]),
        ("nib", "١٢٣٤٥٦٧٨٩٠١٢٣", {}, [("nib", "number")]),
        ("pirt", "2067210010001-28", {}, []),
        ("pirt", "2067210010001", {}, [("pirt", "number")]),
        ("pirt", "2067210010001-28", {"valid_until": date(2028, 3, 1)}, []),
        ("pirt", "2067210010001-28", {"valid_until": date(2029, 1, 1)}, [("year", "valid_until")]),
        ("halal", "x", {}, []),
        ("other", "x", {}, [("nameless", "name")]),
        ("other", "x", {"name": "SIUP"}, []),
        ("halal", "x", {"taken": True}, [("duplicate", "number")]),
        (
            "halal",
            "x",
            {"issued_on": date(2026, 2, 2), "valid_until": date(2026, 2, 1)},
            [("dates", "valid_until")],
        ),
    ],
)
def test_what_contradicts_a_licence(kind, number, more, expected):
    assert codes(licence_problems(kind, number, **more)) == expected


def test_a_pirt_number_tells_when_it_ends_unless_a_day_is_given():
    assert expiry_proposed("pirt", "2067210010001-28", None) == date(2028, 12, 31)
    assert expiry_proposed("pirt", "2067210010001-28", date(2028, 5, 1)) == date(2028, 5, 1)
    assert expiry_proposed("nib", "1234567890123", None) is None


@pytest.mark.parametrize(
    ("basis", "rupiah", "size"),
    [
        ("capital", 0, SizeClass.MICRO),
        ("capital", 1 * MILLIARD, SizeClass.MICRO),
        ("capital", 1 * MILLIARD + 1, SizeClass.SMALL),
        ("capital", 5 * MILLIARD, SizeClass.SMALL),
        ("capital", 5 * MILLIARD + 1, SizeClass.MEDIUM),
        ("capital", 10 * MILLIARD, SizeClass.MEDIUM),
        ("capital", 10 * MILLIARD + 1, SizeClass.LARGE),
        ("sales", 2 * MILLIARD, SizeClass.MICRO),
        ("sales", 2 * MILLIARD + 1, SizeClass.SMALL),
        ("sales", 15 * MILLIARD, SizeClass.SMALL),
        ("sales", 15 * MILLIARD + 1, SizeClass.MEDIUM),
        ("sales", 50 * MILLIARD, SizeClass.MEDIUM),
        ("sales", 50 * MILLIARD + 1, SizeClass.LARGE),
        ("", None, None),
        ("sales", None, None),
    ],
)
def test_the_size_follows_from_the_figure(basis, rupiah, size):
    assert size_class(basis, rupiah) == size


def test_figure_and_basis_belong_together_and_so_do_code_and_edition():
    assert codes(size_problems("sales", None)) == [("no_amount", "size_rupiah")]
    assert codes(size_problems("", 5)) == [("no_basis", "size_basis")]
    assert codes(size_problems("sales", -1)) == [("negative", "size_rupiah")]
    assert size_problems("", None) == size_problems("capital", 0) == []
    assert codes(kbli_problems("1031", "2020")) == [("kbli", "kbli_code")]
    assert codes(kbli_problems("10313", "")) == [("no_edition", "kbli_edition")]
    assert codes(kbli_problems("", "2025")) == [("no_code", "kbli_code")]
    assert kbli_problems("", "") == kbli_problems("10313", "2025") == []


@pytest.mark.parametrize(
    ("term", "following"),
    [
        ((date(2024, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2027, 12, 31))),
        ((date(2024, 8, 11), date(2026, 8, 10)), (date(2026, 8, 11), date(2028, 8, 10))),
        ((date(2026, 1, 5), date(2026, 1, 9)), (date(2026, 1, 10), date(2026, 1, 14))),
        ((date(2026, 1, 15), date(2026, 2, 20)), (date(2026, 2, 21), date(2026, 3, 29))),
    ],
)
def test_a_renewal_starts_the_day_after_and_lasts_as_long(term, following):
    assert next_term(*term) == following


def test_a_renewal_goes_beyond_what_it_renews_and_there_is_one():
    old = SimpleNamespace(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert renewal_problems(old, date(2026, 12, 1), date(2027, 12, 31)) == []
    assert codes(renewal_problems(old, date(2026, 1, 1), date(2027, 12, 31))) == [("too_early", "starts_on")]
    assert codes(renewal_problems(old, date(2026, 6, 1), date(2026, 12, 31))) == [("no_longer", "ends_on")]
    assert codes(renewal_problems(old, None, None, renewed_by="PKS 9")) == [("renewed", None)]


def test_a_contribution_has_a_measure_and_lies_behind():
    today, day = date(2026, 3, 10), date(2026, 3, 10)
    assert contribution_problems({"day": day, "rupiah": 0}, today) == []
    assert contribution_problems({"day": day, "quantity": Decimal(2), "unit": "kg"}, today) == []
    assert codes(contribution_problems({"day": day}, today)) == [("no_measure", "rupiah")]
    assert codes(contribution_problems({"day": day, "quantity": Decimal(2)}, today)) == [("no_unit", "unit")]
    wrong = {"day": date(2026, 3, 11), "quantity": Decimal(0), "unit": "kg"}
    assert codes(contribution_problems(wrong, today)) == [("quantity", "quantity"), ("later", "day")]


def test_hours_and_days_away_stand_in_order():
    assert codes(hours_problems(9, 9)) == [("hours", "available_until")]
    assert hours_problems(9, None) == hours_problems(8, 9) == []
    assert codes(absence_problems(date(2026, 1, 2), date(2026, 1, 1))) == [("dates", "ends_on")]
    assert absence_problems(date(2026, 1, 2), date(2026, 1, 2)) == []
