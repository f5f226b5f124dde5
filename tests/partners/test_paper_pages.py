"""Licences, size, renewals, days away, contributions and the list of what ends, through their pages."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from partners.endings import due_reminders, page_of_endings
from partners.models import Agreement, Contribution, InstructorAbsence, Licence, Partner
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from tests import make

LATER = "2026-02-02"
PIRT = "2 06 7210 01 0001-28"


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    client.cookies["bahasa"] = "en"
    return client


@pytest.fixture
def partner(cast):
    return make.partner(cast.palu, name="UMKM Sri")


@pytest.fixture
def today(cast):
    return dates.today(cast.palu)


def url(name, target=None):
    return reverse(f"partners:{name}", args=[target.pk] if target else [])


def text(response):
    return response.content.decode()


def keyed(**values):
    return {"form_key": uuid.uuid4()} | values


def licence(partner, **more):
    values = {"kind": "halal", "number": f"H-{uuid.uuid4().hex[:8]}"}
    return Licence.objects.create(**{"partner": partner} | values | more)


def gift(partner, day, **more):
    values = {"office": partner.office, "kind": "materials", "rupiah": 1_000_000}
    return Contribution.objects.create(partner=partner, day=day, **values | more)


def test_a_licence_is_added_once_changed_and_removed(page, partner):
    form = keyed(kind="pirt", number=PIRT)
    for _time in range(2):
        assert page.post(url("licence-create", partner), form).url == partner.get_absolute_url()
    made = Licence.objects.get()
    assert (made.number, made.valid_until) == ("2067210010001-28", date(2028, 12, 31))
    shown = text(page.get(partner.get_absolute_url()))
    assert "2067210010001-28" in shown
    values = {"kind": "nib", "number": "1234567890123", "name": "ignored", "version": 1}
    assert page.post(url("licence-update", made), values).status_code == 302
    made.refresh_from_db()
    assert (made.kind, made.number, made.name, made.valid_until) == ("nib", "1234567890123", "", None)
    page.post(url("licence-delete", made))
    assert not Licence.objects.exists()
    verbs = [list(entry.changes) for entry in AuditEntry.objects.about(partner)]
    assert verbs == [["licence"], ["kind", "number", "valid_until"], ["licence"]]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "pirt", "number": "123"}, "number"),
        ({"kind": "pirt", "number": PIRT, "valid_until": "2027-12-31"}, "valid_until"),
        ({"kind": "other", "number": "7"}, "name"),
        ({"kind": "halal", "number": "H-1"}, "number"),
        ({"kind": "nib", "number": "9" * 13, "issued_on": LATER, "valid_until": "2026-01-01"}, "valid_until"),
    ],
)
def test_what_is_wrong_with_a_licence_stands_beside_its_field(page, partner, more, field):
    licence(partner, number="H-1")
    response = page.post(url("licence-create", partner), keyed(**more))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_size_and_branch_are_kept_with_their_basis(page, partner):
    values = {"name": "UMKM Sri", "kind": "umkm", "is_active": "on", "version": 1}
    values |= {"size_basis": "sales", "size_rupiah": "Rp2.000.000.001"}
    values |= {"kbli_code": "10313", "kbli_edition": "2020"}
    assert page.post(url("update", partner), values).status_code == 302
    partner.refresh_from_db()
    assert (partner.size_rupiah, partner.kbli_code) == (2_000_000_001, "10313")
    shown = text(page.get(partner.get_absolute_url()))
    assert "Small business (class)" in shown
    assert "Sales of a year: Rp2,000,000,001" in shown
    wrong = values | {"version": 2, "size_basis": "", "kbli_code": "1"}
    errors = page.post(url("update", partner), wrong).context["form"].errors
    assert set(errors) == {"size_basis", "kbli_code"}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2500000", 2_500_000),
        ("Rp 2.500.000", 2_500_000),
        ("2.500.000,50", None),
        ("2.5 juta", None),
        ("12.34", None),
    ],
)
def test_rupiah_are_read_as_people_write_them(page, partner, today, typed, amount):
    page.post(url("contribution-create", partner), keyed(kind="money", day=today, rupiah=typed))
    assert [row.rupiah for row in Contribution.objects.all()] == ([amount] if amount else [])


def test_renewing_makes_the_next_of_the_chain_and_silences_the_old_one(cast, page, partner, today):
    old = make.agreement(cast.palu, partner, number="PKS-1", days=10, scope="Instruktur")
    assert old.number in text(page.get(url("endings")))
    form = page.get(url("agreement-renew", old)).context["form"]
    assert form.initial["starts_on"] == old.ends_on + timedelta(days=1)
    assert form["scope"].value() == "Instruktur"
    values = keyed(kind="pks", number="PKS-2", scope="Instruktur")
    values |= {"starts_on": form.initial["starts_on"], "ends_on": form.initial["ends_on"]}
    for _time in range(2):
        assert page.post(url("agreement-renew", old), values).status_code == 302
    new = Agreement.objects.get(number="PKS-2")
    assert (new.renews, new.office, Agreement.objects.count()) == (old, cast.palu, 2)
    shown = text(page.get(partner.get_absolute_url()))
    assert "renewed by PKS PKS-2" in shown
    assert "renews PKS PKS-1" in shown
    assert "Ends in 10 days" not in shown
    assert page.get(url("endings")).context["rows"] == []
    assert Partner.objects.with_cover(today).get().covered_until == new.ends_on
    again = page.post(url("agreement-renew", old), values | keyed(number="PKS-3"))
    assert again.status_code == 422


def test_a_sibling_records_an_agreement_of_its_own_and_changes_no_other(cast, client, partner):
    foreign = make.agreement(cast.palu, partner)
    client.force_login(cast.sibling)
    values = keyed(kind="mou", number="MOU-1", starts_on="2026-01-01", ends_on="2027-01-01")
    assert client.post(url("agreement-create", partner), values).status_code == 302
    own = Agreement.objects.get(number="MOU-1")
    assert own.office == cast.luwuk
    assert client.get(url("agreement-update", own)).status_code == 200
    assert client.get(url("agreement-update", foreign)).status_code == 403
    assert client.get(url("agreement-renew", foreign)).status_code == 403
    client.force_login(cast.coordinator)
    assert "Bapas Kelas II Luwuk" in text(client.get(partner.get_absolute_url()))
    assert client.get(url("agreement-update", own)).status_code == 403


def test_an_instructor_has_days_hours_and_days_away(page, partner, today):
    person = make.instructor(partner, name="Ibu Sri")
    values = {"name": "Ibu Sri", "is_active": "on", "version": 1, "available_days": ["3", "1"]}
    values |= {"available_from": "08:00", "available_until": "12:30"}
    assert page.post(url("instructor-update", person), values).status_code == 302
    person.refresh_from_db()
    assert (person.available_days, person.available_until) == ("13", time(12, 30))
    wrong = page.post(url("instructor-update", person), values | {"version": 2, "available_until": "07:00"})
    assert list(wrong.context["form"].errors) == ["available_until"]
    form = keyed(starts_on=today, ends_on=today + timedelta(days=3), note="umrah")
    for _time in range(2):
        page.post(url("absence-create", person), form)
    shown = text(page.get(partner.get_absolute_url()))
    assert "Monday, Wednesday 08.00–12.30" in shown
    assert "umrah" in shown
    page.post(url("absence-delete", InstructorAbsence.objects.get()))
    assert not InstructorAbsence.objects.exists()
    assert [list(e.changes) for e in AuditEntry.objects.about(partner)][:2] == [["away"], ["away"]]


def test_contributions_are_summed_by_year_and_kind(cast, client, page, partner, today):
    gift(partner, date(2025, 5, 1), rupiah=250_000)
    gift(partner, date(2025, 6, 1), kind="tools", rupiah=None, quantity=2, unit="unit")
    values = keyed(kind="materials", day="2025-07-01", rupiah="750.000", note="Bawang")
    assert page.post(url("contribution-create", partner), values).status_code == 302
    years = page.get(url("contributions", partner)).context["years"]
    assert [(year.year, year.rupiah) for year in years] == [(2025, 1_000_000)]
    assert [(number, amount) for _label, number, amount in years[0].lines] == [(2, 1_000_000), (1, None)]
    assert "Rp1,000,000" in text(page.get(partner.get_absolute_url()))
    own = Contribution.objects.get(note="Bawang")
    changed = {"kind": "money", "day": "2025-07-01", "rupiah": "1", "version": 1}
    page.post(url("contribution-update", own), changed)
    own.refresh_from_db()
    assert (own.kind, own.rupiah) == ("money", 1)
    client.force_login(cast.sibling)
    assert client.post(url("contribution-delete", own)).status_code == 403
    client.force_login(cast.coordinator)
    client.post(url("contribution-delete", own))
    assert not Contribution.objects.filter(pk=own.pk).exists()


@pytest.fixture
def ending(cast, partner, today):
    """{weight: what ends so}, beside what does not alarm."""
    other = make.partner(cast.luwuk)
    make.agreement(cast.luwuk, other, days=5, number="LUWUK")
    make.agreement(cast.palu, partner, days=91)
    make.agreement(cast.palu, make.partner(cast.palu, is_active=False), days=5)
    old = licence(partner, number="OLD", valid_until=today)
    replaced = licence(partner, number="NEW", valid_until=None)
    assert (old.kind, old.name) == (replaced.kind, replaced.name)
    second = make.partner(cast.palu)
    make.agreement(cast.palu, second, days=-40, starts_on=today - timedelta(days=400), number="ENDED")
    licence(second, kind="pirt", number="2067210010001-28", valid_until=today + timedelta(days=30))
    make.agreement(cast.palu, second, kind="mou", days=90, number="SOON")
    return second


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["ENDED", "2067210010001-28", "SOON"]),
        ({"weight": "ended"}, ["ENDED"]),
        ({"weight": "urgent"}, ["2067210010001-28"]),
        ({"weight": "soon"}, ["SOON"]),
        ({"kind": "agreement"}, ["ENDED", "SOON"]),
        ({"kind": "licence", "weight": "soon"}, []),
        ({"kind": "x"}, ["ENDED", "2067210010001-28", "SOON"]),
    ],
)
def test_what_ends_stands_in_one_list(page, ending, query, expected):
    rows = page.get(url("endings"), query).context["rows"]
    assert [row.record.number for row in rows] == expected


def test_the_kanwil_sees_the_endings_of_all_its_bapas(cast, client, ending):
    client.force_login(cast.regional)
    assert "LUWUK" in [row.record.number for row in client.get(url("endings")).context["rows"]]


def test_the_list_of_endings_pages_both_ways_and_costs_the_same(
    cast, page, partner, today, monkeypatch, django_assert_num_queries
):
    licence(partner, valid_until=today + timedelta(days=2), number="L")
    for number in range(5):
        make.agreement(cast.palu, make.partner(cast.palu), days=number, number=f"A{number}")
        if number in (0, 4):
            page.get(url("endings"))
            with django_assert_num_queries(7):
                full = page.get(url("endings")).context
    numbers = [row.record.number for row in full["rows"]]
    monkeypatch.setitem(page_of_endings.__kwdefaults__, "size", 2)
    first = page.get(url("endings")).context["page"]
    second = page.get(url("endings"), {"after": first.after}).context["page"]
    back = page.get(url("endings"), {"before": second.before}).context["page"]
    assert [row.record.number for row in first.rows + second.rows] == numbers[:4]
    assert [row.pk for row in back.rows] == [row.pk for row in first.rows]
    assert (first.total, first.before, bool(second.after)) == (6, None, True)


def test_reminders_are_due_on_four_days_only(cast, partner, today):
    wanted = {-1, 0, 30, 90}
    for left in (-2, *wanted, 1, 31, 89):
        make.agreement(
            cast.palu,
            make.partner(cast.palu),
            starts_on=today - timedelta(days=100),
            ends_on=today + timedelta(days=left),
        )
    licence(partner, valid_until=today + timedelta(days=30))
    found = due_reminders(today)
    assert sorted(row.days_left for row in found) == [-1, 0, 30, 30, 90]
    assert {row.office for row in found} == {cast.palu}


@pytest.mark.parametrize("number", [1, 3])
def test_the_contributions_of_a_partner_cost_the_same(page, partner, number, django_assert_num_queries):
    for row in range(number):
        gift(partner, date(2025, 5, 1 + row), rupiah=row)
    page.get(url("contributions", partner))
    with django_assert_num_queries(7):
        page.get(url("contributions", partner))
