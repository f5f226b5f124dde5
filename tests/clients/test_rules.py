from datetime import date
from types import SimpleNamespace

import pytest

from clients.models import Client, Consent
from clients.rules.consent import consent_problems, withdrawal_problems
from clients.rules.nik import nik_warnings
from clients.rules.register import ending_problems, nik_problems, registration_problems, reopening_problems
from clients.rules.work import work_problems

TODAY = date(2026, 2, 28)
OFFICE = SimpleNamespace(pk=1)


def codes(problems):
    return {problem.code for problem in problems}


def registration(nik="", **values):
    return codes(registration_problems(values, office=OFFICE, nik=nik, today=TODAY))


def test_an_empty_form_breaks_no_rule():
    assert registration() == set()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"birth_date": date(2026, 3, 1)}, "born_in_future"),
        ({"birth_date": date(1899, 12, 31)}, "born_too_early"),
        ({"birth_date": date(2020, 1, 1), "guidance_start": date(2019, 1, 1)}, "born_after_start"),
        ({"guidance_start": date(2025, 2, 1), "guidance_end": date(2025, 1, 31)}, "end_before_start"),
        ({"counsellor": SimpleNamespace(office_id=2)}, "counsellor_elsewhere"),
    ],
)
def test_facts_that_cannot_be(values, code):
    assert registration(**values) == {code}


def test_a_term_of_one_day_is_a_term():
    assert registration(guidance_start=TODAY, guidance_end=TODAY) == set()


@pytest.mark.parametrize(
    ("nik", "found"),
    [
        ("", set()),
        (None, set()),
        ("7271011405900001", set()),
        ("7271015405900001", set()),  # a woman: 14 + 40
        ("727101140590001", {"nik_digits"}),
        ("72710114059000011", {"nik_digits"}),
        ("727101140590000O", {"nik_digits"}),
        ("7271010005900001", {"nik_impossible"}),
        ("7271013205900001", {"nik_impossible"}),
        ("7271017205900001", {"nik_impossible"}),
        ("7271011413900001", {"nik_impossible"}),
        ("7271011405900000", {"nik_impossible"}),
    ],
)
def test_the_hard_rules_of_a_nik(nik, found):
    assert codes(nik_problems(nik)) == found


@pytest.mark.parametrize(
    ("nik", "birth", "sex", "found"),
    [
        ("7271011405900001", date(1990, 5, 14), "L", set()),
        ("7271015405900001", date(1990, 5, 14), "P", set()),
        ("7271015405900001", date(1990, 5, 14), "L", {"nik_sex"}),
        ("7271011405900001", date(1990, 5, 15), "L", {"nik_birth"}),
        ("0071011405900001", date(1990, 5, 14), "L", {"nik_region"}),
        ("7271011405900001", None, "", set()),
    ],
)
def test_what_only_looks_odd_about_a_nik(nik, birth, sex, found):
    assert codes(nik_warnings(nik, birth_date=birth, sex=sex)) == found


@pytest.mark.parametrize(
    ("reason", "on", "found"),
    [
        ("completed", TODAY, set()),
        ("completed", date(2026, 3, 1), {"in_future"}),
        ("completed", date(2024, 12, 31), {"before_start"}),
        ("tired", TODAY, {"no_reason"}),
    ],
)
def test_ending(reason, on, found):
    client = Client(guidance_start=date(2025, 1, 1), status="active")
    assert codes(ending_problems(client, reason=reason, on=on, today=TODAY)) == found


def test_nobody_ends_twice_or_reopens_what_runs():
    ended, active = Client(status="ended"), Client(status="active")
    assert "ended_already" in codes(ending_problems(ended, reason="died", on=TODAY, today=TODAY))
    assert codes(reopening_problems(active)) == {"not_ended"}
    assert codes(reopening_problems(ended)) == set()


@pytest.mark.parametrize(
    ("birth", "proof", "note", "given_on", "found"),
    [
        (date(1990, 1, 1), "signed", "", TODAY, set()),
        (date(1990, 1, 1), "signed", "", date(2026, 3, 1), {"in_future"}),
        (date(1990, 1, 1), "spoken", "", TODAY, {"note_needed"}),
        (date(1990, 1, 1), "spoken", "By telephone to the PK", TODAY, set()),
        (date(2008, 3, 1), "signed", "", TODAY, {"guardian_needed"}),
        (date(2008, 3, 1), "guardian", "", TODAY, set()),
        (date(2008, 2, 28), "signed", "", TODAY, set()),
        (date(2008, 2, 28), "signed", "", date(2026, 2, 27), {"guardian_needed"}),
    ],
)
def test_consent_and_who_may_give_it(birth, proof, note, given_on, found):
    client = Client(birth_date=birth, category="PB")
    problems = consent_problems(client, given_on=given_on, proof=proof, note=note, today=TODAY)
    assert codes(problems) == found


def test_withdrawal_follows_the_consent():
    consent = Consent(given_on=date(2026, 1, 10))
    assert codes(withdrawal_problems(consent, on=date(2026, 1, 10), today=TODAY)) == set()
    assert codes(withdrawal_problems(consent, on=date(2026, 1, 9), today=TODAY)) == {"before_given"}
    assert codes(withdrawal_problems(consent, on=date(2026, 3, 1), today=TODAY)) == {"in_future"}
    consent.withdrawn_on = TODAY
    assert codes(withdrawal_problems(consent, on=TODAY, today=TODAY)) == {"withdrawn_already"}


def test_work_status():
    client = Client(birth_date=date(1990, 1, 1))
    assert codes(work_problems(client, status="seeking", on=TODAY, today=TODAY)) == set()
    assert codes(work_problems(client, status="rich", on=TODAY, today=TODAY)) == {"no_status"}
    assert codes(work_problems(client, status="seeking", on=date(2026, 3, 1), today=TODAY)) == {"in_future"}
    assert codes(work_problems(client, status="seeking", on=date(1989, 1, 1), today=TODAY)) == {
        "before_birth"
    }
