"""Drafts of long forms: kept by page, offered to whoever typed them, gone with the saving."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.models import Client
from pembinaan.accounts.models import FormDraft
from pembinaan.drafts import KEPT_DAYS, MOST_BYTES, MOST_DRAFTS, discard_old
from tests import make
from tests.trainings.test_programmes import sent

KEEP, NEW_CLIENT, NEW_PARTNER = reverse("draft"), "/clients/new/", "/partners/new/"


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    client.cookies["bahasa"] = "en"
    return client


def shown(page, address):
    """A form as it is opened: the signed key that its page carries."""
    return page.get(address).context["draft_page"]["about"]


def keep(page, about, **fields):
    return page.post(KEEP, {"draft": about, "fields": urlencode(fields, doseq=True)})


def offered(page, address):
    return [draft for draft, _behind in page.get(address).context["draft_page"]["offered"]]


def text(response):
    return response.content.decode()


def continued(page, address, draft):
    return page.get(address, {"draft": draft.pk})


def test_what_was_typed_is_offered_again_and_continued(page):
    response = keep(page, shown(page, NEW_CLIENT), name="Budi Contoh", nik="7271010101900001")
    assert response.json()["told"].startswith("Draft kept at ")
    (draft,) = offered(page, NEW_CLIENT)
    assert "Draft of " in text(page.get(NEW_CLIENT))
    assert "Budi Contoh" not in text(page.get(NEW_CLIENT))
    form = text(continued(page, NEW_CLIENT, draft))
    assert 'value="Budi Contoh"' in form
    assert 'value="7271010101900001"' in form


def test_what_is_kept_lies_sealed_and_holds_no_password_and_no_token(page):
    keep(page, shown(page, NEW_CLIENT), nik="7271010101900001", password="rahasia", csrfmiddlewaretoken="x")
    draft = FormDraft.objects.get()
    assert b"7271010101900001" not in bytes(draft.data_sealed)
    assert draft.data == "nik=7271010101900001"


def test_the_same_page_writes_one_draft_and_two_pages_write_two(page):
    first, second = shown(page, NEW_CLIENT), shown(page, NEW_CLIENT)
    keep(page, first, name="Satu")
    keep(page, first, name="Satu lagi")
    keep(page, second, name="Dua")
    assert sorted(draft.data for draft in FormDraft.objects.all()) == ["name=Dua", "name=Satu+lagi"]


def test_a_continued_draft_lives_on_in_the_new_page(page):
    keep(page, shown(page, NEW_CLIENT), name="Budi")
    (draft,) = offered(page, NEW_CLIENT)
    pages = [continued(page, NEW_CLIENT, draft).context["draft_page"]["about"] for _tab in range(2)]
    keep(page, pages[0], name="Budi A")
    keep(page, pages[1], name="Budi B")
    assert sorted(draft.data for draft in FormDraft.objects.all()) == ["name=Budi+A", "name=Budi+B"]


def partner_form(**more):
    return {"name": "UMKM Sigi", "kind": "umkm"} | more


def test_saving_takes_the_draft_away_and_what_arrives_late_is_not_kept(cast, page):
    partner = make.partner(cast.palu)
    address = reverse("partners:update", args=[partner.pk])
    response = page.get(address)
    about, version = response.context["draft_page"]["about"], partner.version
    keep(page, about, name="UMKM Baru")
    assert page.post(address, partner_form(version=version, draft=about)).status_code == 302
    assert not FormDraft.objects.exists()
    keep(page, about, name="UMKM Baru")
    assert not FormDraft.objects.exists()


def test_a_continued_draft_goes_with_the_saving_even_if_nothing_more_was_typed(cast, page):
    partner = make.partner(cast.palu)
    address = reverse("partners:update", args=[partner.pk])
    keep(page, shown(page, address), **partner_form(name="Dari draf", version=partner.version))
    (draft,) = offered(page, address)
    response = continued(page, address, draft)
    assert 'value="Dari draf"' in text(response)
    about = response.context["draft_page"]["about"]
    page.post(address, partner_form(name="Dari draf", version=partner.version, draft=about))
    assert not FormDraft.objects.exists()


def test_a_failed_save_goes_on_with_its_own_draft(page):
    about = shown(page, NEW_PARTNER)
    keep(page, about, name="X")
    response = page.post(NEW_PARTNER, {"name": "", "draft": about})
    assert response.status_code == 422
    keep(page, response.context["draft_page"]["about"], name="Y")
    assert FormDraft.objects.get().data == "name=Y"


def test_a_record_changed_meanwhile_is_said(cast, page):
    partner = make.partner(cast.palu)
    address = reverse("partners:update", args=[partner.pk])
    keep(page, shown(page, address), **partner_form(name="Dari draf", version=partner.version))
    assert page.get(address).context["draft_page"]["offered"][0][1] is False
    type(partner).objects.filter(pk=partner.pk).update(version=2)
    ((draft, behind),) = page.get(address).context["draft_page"]["offered"]
    assert behind
    assert "has been changed since this draft" in text(continued(page, address, draft))
    answer = page.post(address, partner_form(name="Dari draf", version=partner.version))
    assert answer.status_code == 422


def test_a_draft_belongs_to_its_record(cast, page):
    first, second = make.partner(cast.palu), make.partner(cast.palu)
    keep(page, shown(page, reverse("partners:update", args=[first.pk])), name="Satu")
    assert offered(page, reverse("partners:update", args=[second.pk])) == []
    assert offered(page, NEW_PARTNER) == []


def test_nobody_sees_continues_discards_or_overwrites_the_draft_of_another(cast, page):
    about = shown(page, NEW_CLIENT)
    keep(page, about, name="Rahasia")
    draft = FormDraft.objects.get()
    page.force_login(cast.counsellor)
    assert offered(page, NEW_CLIENT) == []
    assert continued(page, NEW_CLIENT, draft).status_code == 302
    page.post(NEW_CLIENT, {"discard": draft.pk})
    assert keep(page, about, name="Lain").status_code == 400
    assert FormDraft.objects.get().data == "name=Rahasia"


def test_discarding_takes_the_own_one_away(page):
    keep(page, shown(page, NEW_CLIENT), name="Budi")
    response = page.post(NEW_CLIENT, {"discard": FormDraft.objects.get().pk})
    assert response.url == NEW_CLIENT
    assert not FormDraft.objects.exists()
    assert not Client.objects.exists()


@pytest.mark.parametrize(("about", "status"), [("", 400), ("abc:def", 400), (None, 413)])
def test_what_no_page_has_sent_and_what_is_too_long_is_refused(page, about, status):
    about = shown(page, NEW_CLIENT) if about is None else about
    assert keep(page, about, name="x" * MOST_BYTES).status_code == status
    assert not FormDraft.objects.exists()


def test_a_forged_request_is_refused(cast):
    browser = Browser(enforce_csrf_checks=True)  # unlike the fixture it asks for the token
    browser.force_login(cast.coordinator)
    assert browser.post(KEEP, {"draft": "", "fields": ""}).status_code == 403


def test_the_oldest_make_room(page):
    about = [shown(page, NEW_CLIENT) for _number in range(MOST_DRAFTS + 1)]
    for number, key in enumerate(about):
        keep(page, key, name=str(number))
    assert FormDraft.objects.count() == MOST_DRAFTS
    assert "name=0" not in [draft.data for draft in FormDraft.objects.all()]


def test_old_ones_are_not_offered_and_are_cleared_by_the_clock(page):
    for name in ("alt", "neu"):
        keep(page, shown(page, NEW_CLIENT), name=name)
    old = FormDraft.objects.last()
    past = timezone.now() - timedelta(days=KEPT_DAYS, minutes=1)
    FormDraft.objects.filter(pk=old.pk).update(saved_at=past)
    assert old not in offered(page, NEW_CLIENT)
    call_command("run_clocks")
    assert FormDraft.objects.count() == 1
    assert discard_old() == 0


def test_a_draft_with_rows_keeps_them(page):
    address = reverse("trainings:programme-create")
    form = sent((1, "Memilih", "dua", ""), (2, "Menggoreng", 3, ""), title="Draf program")
    keep(page, shown(page, address), **form)
    (draft,) = offered(page, address)
    response = continued(page, address, draft)
    assert 'value="Draf program"' in text(response)
    assert [row.initial.get("title") for row in response.context["form"].modules.forms][:2] == [
        "Memilih",
        "Menggoreng",
    ]
    assert 'value="dua"' in text(response)


def test_choices_and_ticks_come_back(cast, page):
    training = make.training(cast.palu, status="draft", sessions=0)
    address = reverse("trainings:update", args=[training.pk])
    keep(page, shown(page, address), title="Judul draf", capacity="17", starts_on="2026-09-01")
    (draft,) = offered(page, address)
    form = continued(page, address, draft).context["form"]
    assert (form["title"].value(), form["capacity"].value(), form["starts_on"].value()) == (
        "Judul draf",
        "17",
        "2026-09-01",
    )


@pytest.mark.parametrize(
    "name",
    ["clients:create", "partners:create", "trainings:create", "trainings:programme-create"],
)
def test_long_forms_carry_their_draft(page, name):
    response = page.get(reverse(name))
    assert "js/draft.js" in text(response)
    assert text(response).count('name="draft"') == 1
