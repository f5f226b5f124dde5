from decimal import Decimal

import pytest
from django.utils import translation

from pembinaan import numbers


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (1_250_000, "Rp1.250.000"),
        (Decimal("999.60"), "Rp1.000"),
        (0, "Rp0"),
        (-2500, "-Rp2.500"),
        (None, ""),
        ("", ""),
    ],
)
def test_rupiah(amount, expected):
    with translation.override("id"):
        assert numbers.rupiah(amount) == expected


def test_shares_and_counts_follow_the_language():
    with translation.override("id"):
        assert (numbers.percent(0.8625), numbers.percent(0.8625, 1)) == ("86%", "86,2%")
        assert numbers.number(12_345) == "12.345"
    with translation.override("en"):
        assert numbers.percent(0.8625, 1) == "86.2%"
        assert numbers.number(12_345) == "12,345"


def test_zero_is_a_share_and_unknown_is_not():
    assert numbers.percent(0) == "0%"
    assert numbers.percent(None) == ""


@pytest.mark.parametrize(
    ("stored", "spoken"),
    [
        ("6281234567890", "0812-3456-7890"),
        ("628123456789", "0812-3456-789"),
        ("62451421234", "0451-4212-34"),
        ("", ""),
        (None, ""),
        ("tanya tetangga", "tanya tetangga"),
    ],
)
def test_phone_numbers_are_shown_as_dialled(stored, spoken):
    assert numbers.phone(stored) == spoken
