from datetime import date, timedelta

import pytest

from partners.choices import Standing
from partners.models import Partner
from partners.rules import (
    agreement_problems,
    contact_problems,
    instructor_problems,
    ownership_problems,
    partner_problems,
)
from partners.standing import term_of
from tests import make

DAY = date(2026, 3, 10)


def codes(problems):
    return [(problem.code, problem.field) for problem in problems]


def test_a_name_needs_letters_and_must_be_new():
    assert codes(partner_problems("…", taken=False)) == [("no_letters", "name")]
    assert codes(partner_problems("UMKM Sri", taken=True)) == [("duplicate", "name")]
    assert partner_problems("UMKM Sri", taken=False) == []


def test_instructors_of_a_partner_differ_by_more_than_capitals():
    assert codes(instructor_problems("ibu SRI", ["Ibu Sri"])) == [("duplicate", "name")]
    assert instructor_problems("Ibu Sri", ["Ibu Rini"]) == []


def test_a_contact_can_be_reached():
    assert codes(contact_problems("Ibu Sri", "", "")) == [("unreachable", "phone")]
    assert contact_problems("Ibu Sri", "", "sri@example.com") == []


def test_dates_of_an_agreement_stand_in_order():
    assert codes(agreement_problems(DAY, DAY - timedelta(days=1))) == [("dates", "ends_on")]
    assert agreement_problems(DAY, DAY) == []
    late = agreement_problems(DAY, DAY, DAY + timedelta(days=1))
    assert codes(late) == [("signed_late", "signed_on")]
    assert codes(agreement_problems(DAY, DAY, number_taken=True)) == [("duplicate", "number")]


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (-1, Standing.EXPIRED),
        (0, Standing.URGENT),
        (30, Standing.URGENT),
        (31, Standing.EXPIRING),
        (90, Standing.EXPIRING),
        (91, Standing.IN_FORCE),
    ],
)
def test_an_agreement_is_marked_90_and_30_days_before_its_end(days, standing):
    assert term_of(DAY + timedelta(days=days), DAY).standing == standing


def test_an_agreement_that_begins_later_and_a_missing_one_have_their_own_words():
    later = term_of(DAY + timedelta(days=9), DAY, DAY + timedelta(days=1))
    assert later.standing == Standing.LATER
    assert term_of(None, DAY).standing == Standing.NONE


def test_only_the_office_that_listed_a_partner_changes_it(cast):
    partner = make.partner(cast.palu)
    assert ownership_problems(cast.palu, partner) == []
    assert codes(ownership_problems(cast.luwuk, partner)) == [("foreign", None)]
    assert codes(ownership_problems(cast.kanwil, partner)) == [("foreign", None)]


@pytest.mark.parametrize("days", [-400, -1, 0, 1, 30, 31, 90, 91, 400, None])
def test_the_filter_and_the_tag_agree(cast, days):
    partner = make.partner(cast.palu)
    if days is not None:
        make.agreement(
            cast.palu, partner, starts_on=DAY - timedelta(days=500), ends_on=DAY + timedelta(days=days)
        )
        make.agreement(
            cast.palu, partner, starts_on=DAY + timedelta(days=500), ends_on=DAY + timedelta(days=900)
        )
    rows = Partner.objects.with_cover(DAY)
    found = {
        standing
        for standing in (Standing.IN_FORCE, Standing.EXPIRING, Standing.EXPIRED, Standing.NONE)
        if rows.standing(standing, DAY).exists()
    }
    term = term_of(rows.get().covered_until, DAY)
    ending = {Standing.IN_FORCE, Standing.EXPIRING}
    assert found == (ending if term.is_ending else {term.standing})
