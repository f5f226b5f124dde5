"""Registering and changing a client on the page."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from clients.actions.register import change_client
from clients.models import Client
from pembinaan.audit.models import AuditEntry
from pembinaan.dates import today, years_before
from tests import make
from tests.clients import typed

NEW = reverse("clients:create")
LIST = reverse("clients:list")
BIRTH = date(1990, 5, 14)


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast.coordinator)
    return client


def errors(response):
    assert response.status_code == 422
    return response.context["form"].errors


def codes(response):
    return {error.code for error in errors(response).as_data().get("__all__", [])}


def edit_url(subject):
    return reverse("clients:update", args=[subject.pk])


def test_registers_and_opens_the_new_record(coordinator, cast):
    values = typed.new_client(nik=typed.nik_for(BIRTH), region="72.10", available_days=["1", "5"])
    response = coordinator.post(NEW, values, follow=True)
    made = Client.objects.get()
    assert response.redirect_chain == [(made.get_absolute_url(), 302)]
    assert (made.office, made.nik, made.region_id, made.available_days) == (
        cast.palu,
        typed.nik_for(BIRTH),
        "72.10",
        "15",
    )


def test_nothing_typed_is_lost(coordinator, cast):
    response = coordinator.post(NEW, typed.new_client(name="", interests="Sablon kaos", nik="727101"))
    assert set(errors(response)) == {"name", "nik"}
    page = response.content.decode()
    assert 'value="Sablon kaos"' in page
    assert 'value="727101"' in page
    assert not Client.objects.exists()


@pytest.mark.parametrize(
    ("typed_in", "field"),
    [
        ({"name": "Abdul\x00Rahim"}, "name"),
        ({"name": "Abdul\u202eRahim"}, "name"),
        ({"address": "Jalan\x1b[31m"}, "address"),
        ({"birth_date": "2999-01-01"}, "birth_date"),
        ({"guidance_end": "2024-12-31"}, "guidance_end"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "0812-3456-7890 / 0813-1111-2222"}, "phone"),
        ({"nik": "7271011405900000"}, "nik"),
        ({"category": "XX"}, "category"),
        ({"region": "99.99"}, "region"),
        ({"available_days": ["9"]}, "available_days"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(coordinator, cast, typed_in, field):
    response = coordinator.post(NEW, typed.new_client(**typed_in))
    assert list(errors(response)) == [field]


@pytest.mark.parametrize(
    ("written", "number", "owner"),
    [
        ("0812-3456-7890", "6281234567890", ""),
        ("+62 812 3456 7890 (istri)", "6281234567890", "istri"),
        ("812 3456 7890", "6281234567890", ""),
        ("", "", ""),
    ],
)
def test_phones_are_kept_in_one_way(coordinator, cast, written, number, owner):
    coordinator.post(NEW, typed.new_client(phone=written))
    made = Client.objects.get()
    assert (made.phone, made.phone_owner) == (number, owner)


def test_an_owner_that_was_typed_stays(coordinator, cast):
    coordinator.post(NEW, typed.new_client(phone="081234567890 (istri)", phone_owner="Fatmawati"))
    assert Client.objects.get().phone_owner == "Fatmawati"


def test_the_same_form_sent_twice_leads_to_the_same_record(coordinator, cast):
    values = typed.new_client()
    first, second = coordinator.post(NEW, values), coordinator.post(NEW, values)
    assert first.url == second.url
    assert Client.objects.count() == 1


def test_a_number_in_use_is_told_beside_it(coordinator, cast):
    make.client(cast.palu, register_number="0412/2025")
    assert list(errors(coordinator.post(NEW, typed.new_client()))) == ["register_number"]


def test_a_nik_in_use_names_no_office(coordinator, cast):
    nik = typed.nik_for(BIRTH)
    make.client(cast.far, name="Orang Jauh", nik=nik)
    response = coordinator.post(NEW, typed.new_client(nik=nik))
    assert list(errors(response)) == ["nik"]
    page = response.content.decode()
    assert "Bapas Jauh" not in page
    assert "Orang Jauh" not in page


@pytest.mark.parametrize(
    "nik",
    [
        typed.nik_for(BIRTH, woman=True),
        typed.nik_for(date(1991, 5, 14)),
        typed.nik_for(BIRTH, region="0099"),
    ],
)
def test_a_doubtful_nik_is_saved_once_it_is_confirmed(coordinator, cast, nik):
    values = typed.new_client(nik=nik)
    assert codes(coordinator.post(NEW, values)) == {"nik_doubt"}
    assert coordinator.post(NEW, values | {"accept_nik": "on"}).status_code == 302
    assert Client.objects.get().nik == nik


class TestPossibleDuplicates:
    def test_a_namesake_born_the_same_day_is_shown(self, coordinator, cast):
        twin = make.client(cast.palu, name="ABDUL RAHIM  Lasando", birth_date=BIRTH)
        response = coordinator.post(NEW, typed.new_client())
        assert codes(response) == {"twin"}
        assert twin.get_absolute_url() in response.content.decode()

    def test_it_is_registered_once_it_is_confirmed(self, coordinator, cast):
        make.client(cast.palu, name="Abdul Rahim Lasando", birth_date=BIRTH)
        assert coordinator.post(NEW, typed.new_client(accept_twin="on")).status_code == 302
        assert Client.objects.count() == 2

    def test_a_protected_one_is_told_without_anything_of_it(self, coordinator, cast):
        birth = years_before(today(cast.palu), 16)
        twin = make.client(cast.palu, name="Anak Contoh", birth_date=birth, category="ANAK_DIVERSI")
        values = typed.new_client(name="Anak Contoh", birth_date=birth.isoformat(), guidance_start="")
        response = coordinator.post(NEW, values)
        assert codes(response) == {"twin"}
        assert response.context["form"].hidden_twins == 1
        page = response.content.decode()
        assert str(twin.pk) not in page
        assert twin.register_number not in page

    @pytest.mark.parametrize(
        "other",
        [
            {"name": "Abdul Rahim Lasando", "birth_date": date(1990, 5, 15)},
            {"name": "Abdul Rahim", "birth_date": BIRTH},
        ],
    )
    def test_others_are_no_twins(self, coordinator, cast, other):
        make.client(cast.palu, **other)
        assert coordinator.post(NEW, typed.new_client()).status_code == 302

    def test_other_offices_are_not_told_of(self, coordinator, cast):
        make.client(cast.luwuk, name="Abdul Rahim Lasando", birth_date=BIRTH)
        assert coordinator.post(NEW, typed.new_client()).status_code == 302

    def test_a_namesake_without_date_of_birth_may_be_the_same(self, coordinator, cast):
        make.client(cast.palu, name="Abdul Rahim Lasando", birth_date=None)
        assert codes(coordinator.post(NEW, typed.new_client())) == {"twin"}


class TestWhoBecomesThePk:
    def test_a_counsellor_is_proposed(self, client, cast):
        client.force_login(cast.counsellor)
        form = client.get(NEW).context["form"]
        assert form["counsellor"].value() == cast.counsellor.pk

    def test_a_coordinator_is_not(self, coordinator, cast):
        assert coordinator.get(NEW).context["form"]["counsellor"].value() is None

    def test_only_counsellors_of_the_office_can_be_chosen(self, coordinator, cast):
        for other in (cast.sibling, cast.coordinator):
            response = coordinator.post(NEW, typed.new_client(counsellor=str(other.pk)))
            assert list(errors(response)) == ["counsellor"]
        coordinator.post(NEW, typed.new_client(counsellor=str(cast.counsellor.pk)))
        assert Client.objects.get().counsellor == cast.counsellor


def child(cast, **more):
    birth = years_before(today(cast.palu), 16).isoformat()
    return typed.new_client(birth_date=birth, category="ANAK_DIVERSI", **more)


def test_a_coordinator_cannot_open_the_child_just_registered(coordinator, cast):
    response = coordinator.post(NEW, child(cast), follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "0412/2025" in response.content.decode()
    assert Client.objects.get().category == "ANAK_DIVERSI"
    again = coordinator.post(NEW, child(cast, form_key=str(Client.objects.get().form_key)))
    assert again.url == LIST


def test_the_assigned_pk_opens_it(client, cast):
    client.force_login(cast.counsellor)
    response = client.post(NEW, child(cast, counsellor=str(cast.counsellor.pk)))
    assert response.url == Client.objects.get().get_absolute_url()


class TestChanging:
    def test_saves_and_leaves_the_nik(self, coordinator, cast):
        subject = make.client(cast.palu, nik=typed.nik_for(BIRTH), birth_date=BIRTH)
        response = coordinator.post(edit_url(subject), typed.edit(subject, name="Nama Baru"))
        assert response.url == subject.get_absolute_url()
        subject.refresh_from_db()
        assert (subject.name, subject.nik, subject.version) == ("Nama Baru", typed.nik_for(BIRTH), 2)

    def test_shows_the_stored_nik_only_masked(self, coordinator, cast):
        subject = make.client(cast.palu, nik="7271011405900001")
        page = coordinator.get(edit_url(subject)).content.decode()
        assert "7271••••••••0001" in page
        assert "7271011405900001" not in page

    def test_removes_the_nik_when_asked(self, coordinator, cast):
        subject = make.client(cast.palu, nik=typed.nik_for(BIRTH))
        coordinator.post(edit_url(subject), typed.edit(subject, remove_nik="on"))
        subject.refresh_from_db()
        assert not subject.nik

    def test_a_birth_date_that_no_longer_fits_the_nik_is_doubted(self, coordinator, cast):
        subject = make.client(cast.palu, nik=typed.nik_for(BIRTH), birth_date=BIRTH)
        response = coordinator.post(edit_url(subject), typed.edit(subject, birth_date="1990-05-15"))
        assert codes(response) == {"nik_doubt"}

    def test_an_old_version_is_refused_and_may_be_sent_again(self, coordinator, cast):
        subject = make.client(cast.palu, name="Asli")
        mine = typed.edit(subject, name="Punya Saya")
        change_client(client=subject, values={"name": "Punya Dia"}, nik=None, version=1, by=cast.counsellor)
        response = coordinator.post(edit_url(subject), mine)
        assert codes(response) == {"stale"}
        page = response.content.decode()
        for shown in ("Agus Wijaya", "Punya Dia", 'value="Punya Saya"'):
            assert shown in page
        again = mine | {"version": response.context["form"]["version"].value()}
        assert coordinator.post(edit_url(subject), again).status_code == 302
        subject.refresh_from_db()
        assert (subject.name, subject.version) == ("Punya Saya", 3)

    def test_a_missing_version_is_an_old_one(self, coordinator, cast):
        subject = make.client(cast.palu)
        assert codes(coordinator.post(edit_url(subject), typed.edit(subject, version=""))) == {"stale"}

    def test_fields_outside_the_form_cannot_be_slipped_in(self, coordinator, cast):
        subject = make.client(cast.palu)
        extra = {"office": str(cast.luwuk.pk), "status": "ended", "work": "employed", "end_reason": "died"}
        coordinator.post(edit_url(subject), typed.edit(subject, name="Lain", **extra))
        subject.refresh_from_db()
        assert (subject.office, subject.status, subject.work) == (cast.palu, "active", "unknown")

    def test_making_a_record_protected_leads_to_the_list(self, coordinator, cast):
        subject = make.client(cast.palu)
        response = coordinator.post(edit_url(subject), typed.edit(subject, restricted_flag="on"))
        assert response.url == LIST

    def test_opening_the_form_is_recorded(self, coordinator, cast):
        subject = make.client(cast.palu)
        coordinator.get(edit_url(subject))
        assert AuditEntry.objects.about(subject).get().changes == {"part": ["", "form"]}


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(1)", "<script>alert(1)</script>", 'O\'Brien "X"', "王小明", "-"]
)
def test_odd_names_are_stored_and_shown_alike(coordinator, cast, name):
    coordinator.post(NEW, typed.new_client(name=name, form_key=str(uuid4())))
    made = Client.objects.get()
    assert made.name == name
    page = coordinator.get(made.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
