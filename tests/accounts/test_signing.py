"""Letterheads, signatories and patterns of numbers in the administration, and what holds on a day."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from pembinaan.accounts.models import Letterhead, NumberPattern, NumberRegister, Signatory, TakenNumber, User
from pembinaan.accounts.signing import head_of, signatories_of
from pembinaan.audit.models import AuditEntry

BASE = "/admin/accounts/"


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


@pytest.fixture
def local_admin(client, cast):
    """An administrator of Bapas Palu alone."""
    User.objects.filter(pk=cast.clerk.pk).update(is_staff=True)
    cast.clerk.groups.set(Group.objects.filter(name="admin"))
    client.force_login(cast.clerk)
    return client


def enter(client, cast, **more):
    values = {
        "office": cast.palu.pk,
        "name": "Surya Contoh, S.H.",
        "post": "Kepala Bapas Kelas I Palu",
        "valid_from": "2025-01-01",
    }
    return client.post(f"{BASE}signatory/add/", values | more)


def errors(response):
    return dict(response.context["adminform"].form.errors)


def test_a_signatory_is_entered_and_recorded(admin, cast):
    response = enter(admin, cast, user=cast.head.pk, employee_number="198001012005011001")
    assert response.status_code == 302
    made = Signatory.objects.get()
    assert (made.user, made.title_line) == (cast.head, "Kepala Bapas Kelas I Palu")
    assert [(e.verb, e.actor_id) for e in AuditEntry.objects.about(made)] == [("created", cast.admin.pk)]
    change = enter_again(admin, made, valid_until="2025-06-30")
    assert change.status_code == 302
    assert AuditEntry.objects.about(made).first().changes == {"valid_until": [None, "2025-06-30"]}


def enter_again(client, row, **more):
    names = ("name", "employee_number", "rank", "acting", "post", "own_post", "valid_from")
    values = {name: getattr(row, name) for name in names} | {"office": row.office_id, "user": row.user_id}
    return client.post(f"{BASE}signatory/{row.pk}/change/", values | more)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"employee_number": "19800101 200501 1"}, "employee_number"),
        ({"employee_number": "19800101200501100"}, "employee_number"),
        ({"acting": "an"}, "own_post"),
        ({"own_post": "Kepala Subseksi"}, "own_post"),
        ({"acting": "plh"}, "__all__"),
        ({"valid_until": "2024-12-31"}, "__all__"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_the_field(admin, cast, more, field):
    assert list(errors(enter(admin, cast, **more))) == [field]
    assert not Signatory.objects.exists()


def test_an_account_of_another_office_stands_in_nowhere_else(admin, cast):
    assert list(errors(enter(admin, cast, user=cast.sibling.pk))) == ["user"]


def test_two_who_stand_in_at_once_are_pointed_out(admin, cast):
    acting = {"acting": "plh", "valid_until": "2025-01-31"}
    first = admin.post(f"{BASE}signatory/add/", {}, follow=True)
    assert errors(first)
    enter(admin, cast, name="Satu", **acting)
    enter(admin, cast, name="Tiga", office=cast.luwuk.pk, **acting)
    enter(admin, cast, name="Kepala")
    enter(admin, cast, name="Sesudah", acting="plt", valid_from="2025-02-01", valid_until="2025-02-28")
    page = admin.get(f"{BASE}signatory/")
    assert not [m for m in page.context["messages"] if m.level_tag == "warning"]
    enter(admin, cast, name="Dua", acting="plt", valid_from="2025-01-31", valid_until="2025-02-01")
    warnings = [
        str(m) for m in admin.get(f"{BASE}signatory/").context["messages"] if m.level_tag == "warning"
    ]
    assert len(warnings) == 2
    assert "Sesudah" in warnings[0] + warnings[1]
    assert Signatory.objects.count() == 5


def test_an_administrator_of_a_bapas_sees_and_enters_those_of_the_own(local_admin, cast):
    other = Signatory.objects.create(
        office=cast.luwuk, name="Kepala Luwuk", post="K", valid_from="2025-01-01"
    )
    page = local_admin.get(f"{BASE}signatory/")
    assert "Kepala Luwuk" not in page.content.decode()
    assert local_admin.get(f"{BASE}signatory/{other.pk}/change/").status_code == 302
    assert list(errors(enter(local_admin, cast, office=cast.luwuk.pk))) == ["office"]
    assert enter(local_admin, cast).status_code == 302
    assert local_admin.post(f"{BASE}signatory/{other.pk}/delete/", {"post": "yes"}).status_code in (302, 403)
    assert Signatory.objects.count() == 2


def pattern(client, text, office="", kind="letter"):
    return client.post(f"{BASE}numberpattern/add/", {"office": office, "kind": kind, "pattern": text})


def test_a_pattern_shows_how_it_comes_out(admin, cast):
    assert pattern(admin, "{number:4}/{office}/{year}", cast.palu.pk).status_code == 302
    made = NumberPattern.objects.get()
    year = date.today().year  # noqa: DTZ011  that it is a year is enough
    for address in (f"{BASE}numberpattern/", f"{BASE}numberpattern/{made.pk}/change/"):
        assert f"0007/PALU/{year}" in admin.get(address).content.decode()


@pytest.mark.parametrize("text", ["{number}", "{number}/{year}/{kota}", "{number}/{year", "tanpa bagian"])
def test_a_pattern_that_makes_no_numbers_is_refused(admin, cast, text):
    assert list(errors(pattern(admin, text, cast.palu.pk))) == ["pattern"]


def test_there_is_one_pattern_for_everywhere_and_the_nation_sets_it(admin, cast):
    assert pattern(admin, "{number}/{year}").status_code == 302
    assert list(errors(pattern(admin, "{number}-{year}"))) == ["office"]
    assert NumberPattern.objects.count() == 1


def test_a_bapas_has_its_own_pattern_and_leaves_that_for_everywhere(local_admin, cast):
    shared = NumberPattern.objects.create(kind="letter", pattern="{number}/{year}")
    assert list(errors(pattern(local_admin, "{number}-{year}"))) == ["office"]
    values = {"office": "", "kind": "letter", "pattern": "{number}-{year}"}
    assert local_admin.post(f"{BASE}numberpattern/{shared.pk}/change/", values).status_code == 403
    assert pattern(local_admin, "{number}-{year}", cast.palu.pk).status_code == 302


def test_registers_and_numbers_are_read_and_never_written(admin, cast):
    register = NumberRegister.objects.create(office=cast.palu, kind="letter", year=2025, last=1)
    taken = TakenNumber.objects.create(register=register, sequence=1, number="1/PALU/2025")
    for name, row in (("numberregister", register), ("takennumber", taken)):
        assert admin.get(f"{BASE}{name}/").status_code == 200
        assert admin.get(f"{BASE}{name}/{row.pk}/change/").status_code == 200
        assert admin.post(f"{BASE}{name}/{row.pk}/change/", {"last": 9}).status_code == 403
        assert admin.get(f"{BASE}{name}/add/").status_code == 403
        assert admin.post(f"{BASE}{name}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_letterhead_begins_once_on_a_day(admin, cast):
    values = {
        "office": cast.palu.pk,
        "valid_from": "2025-01-01",
        "office_name": "Bapas Kelas I Palu",
        "lines": "KEMENTERIAN\nBAPAS KELAS I PALU",
    }
    assert admin.post(f"{BASE}letterhead/add/", values).status_code == 302
    assert errors(admin.post(f"{BASE}letterhead/add/", values))
    assert Letterhead.objects.count() == 1


def test_what_holds_on_a_day(cast):
    for day, name in (("2024-01-01", "Kelas II"), ("2025-01-01", "Kelas I")):
        Letterhead.objects.create(office=cast.palu, valid_from=day, office_name=name, lines=name)
    found = [head_of(cast.palu, date(year, month, 1)).office_name for year, month in ((2024, 12), (2025, 1))]
    assert found == ["Kelas II", "Kelas I"]
    # Before any was entered, and in another office, what the office says of itself.
    assert head_of(cast.palu, date(2023, 12, 31)).office_name == "Bapas Kelas I Palu"
    days = {"valid_from": "2025-01-01", "valid_until": "2025-01-31", "office": cast.palu, "post": "Kepala"}
    Signatory.objects.create(name="Asli", **days)
    Signatory.objects.create(name="Wakil", acting="plh", **days)
    assert [row.name for row in signatories_of(cast.palu, date(2025, 1, 31))] == ["Wakil", "Asli"]
    assert signatories_of(cast.palu, date(2025, 2, 1)) == []
