import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partners.actions import add_contact, delete_contact
from partners.models import Agreement, Contact, Instructor
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


@pytest.fixture
def page(cast, client):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def partner(cast):
    return make.partner(cast.palu, name="UMKM Sri")


def url(name, target):
    return reverse(f"partners:{name}", args=[target.pk])


def agreement_values(**more):
    dates = {"starts_on": "2026-01-01", "ends_on": "2027-12-31"}
    return {"kind": "pks", "number": "PKS-07", "form_key": uuid.uuid4()} | dates | more


def test_a_contact_is_kept_with_one_way_of_writing_its_number(page, partner):
    form = {"name": "Ibu Sri", "phone": "0812-3456-7890", "form_key": uuid.uuid4()}
    for _time in range(2):
        assert page.post(url("contact-create", partner), form).url == partner.get_absolute_url()
    assert Contact.objects.get().phone == "6281234567890"
    entry = AuditEntry.objects.about(partner).get()
    assert (entry.changes, entry.target_name) == ({"contact": ["", "Ibu Sri"]}, "UMKM Sri · Ibu Sri")


@pytest.mark.parametrize("phone", ["12", "0812", "08123456789012345678", "nomor Ibu"])
def test_a_number_that_nobody_can_call_is_refused(page, partner, phone):
    response = page.post(
        url("contact-create", partner), {"name": "Ibu Sri", "phone": phone, "form_key": uuid.uuid4()}
    )
    assert list(response.context["form"].errors) == ["phone"]


def test_a_changed_number_stays_out_of_the_trail(page, partner):
    contact = partner.contacts.create(name="Ibu Sri", phone="6281234567890")
    page.post(url("contact-update", contact), {"name": "Ibu Sri", "phone": "0813 5555 6666", "version": 1})
    contact.refresh_from_db()
    assert (contact.phone, contact.version) == ("6281355556666", 2)
    assert AuditEntry.objects.about(partner).get().changes == {"phone": ["••••", "••••"]}


def test_an_old_form_of_a_contact_is_refused_with_the_name_of_the_faster_one(page, partner):
    contact = partner.contacts.create(name="Ibu Sri", phone="6281234567890")
    address = url("contact-update", contact)
    page.post(address, {"name": "Ibu Sri A", "phone": "081234567890", "version": 1})
    response = page.post(address, {"name": "Ibu Sri B", "phone": "081234567890", "version": 1})
    assert response.status_code == 422
    assert "Rina Anggreni" in response.content.decode()
    assert Contact.objects.get().name == "Ibu Sri A"


def test_removing_a_contact_asks_first(page, partner):
    contact = partner.contacts.create(name="Ibu Sri", phone="6281234567890")
    assert "Ibu Sri" in page.get(url("contact-delete", contact)).content.decode()
    assert Contact.objects.exists()
    page.post(url("contact-delete", contact))
    assert not Contact.objects.exists()
    assert AuditEntry.objects.about(partner).get().changes == {"contact": ["Ibu Sri", ""]}


def test_the_history_of_a_partner_tells_of_its_people(page, partner):
    page.post(
        url("contact-create", partner), {"name": "Ibu Sri", "phone": "081234567890", "form_key": uuid.uuid4()}
    )
    address = reverse("audit:history", args=["partners.partner", partner.pk])
    assert f'href="{address}"' in page.get(partner.get_absolute_url()).content.decode()
    history = page.get(address)
    assert history.status_code == 200
    assert "Ibu Sri" in history.content.decode()


def test_actions_refuse_another_office_whatever_the_page_allowed(cast, partner):
    contact = partner.contacts.create(name="Ibu Sri", phone="6281234567890")
    values = {"name": "Lain", "phone": "", "email": "a@example.com", "position": ""}
    with pytest.raises(RuleBroken) as refusal:
        add_contact(partner, values, form_key=uuid.uuid4(), by=cast.sibling)
    assert refusal.value.codes == {"foreign"}
    with pytest.raises(RuleBroken):
        delete_contact(contact, by=cast.sibling)
    assert Contact.objects.count() == 1


def test_an_instructor_is_set_inactive_not_deleted(page, partner):
    instructor = make.instructor(partner, name="Ibu Sri")
    page.post(url("instructor-update", instructor), {"name": "Ibu Sri", "version": 1})
    instructor.refresh_from_db()
    assert not instructor.is_active
    assert AuditEntry.objects.about(partner).get().changes == {"is_active": [True, False]}


def test_an_instructor_stands_once_in_the_list_of_a_partner(page, partner):
    make.instructor(partner, name="Ibu Sri")
    form = {"name": "ibu sri", "form_key": uuid.uuid4()}
    response = page.post(url("instructor-create", partner), form)
    assert list(response.context["form"].errors) == ["name"]
    assert page.post(url("instructor-create", partner), form | {"name": "Ibu Rini"}).status_code == 302
    assert Instructor.objects.get(name="Ibu Rini").is_active


def test_an_agreement_with_its_file_is_recorded_once(cast, page, partner):
    key = uuid.uuid4()
    for _time in range(2):
        upload = SimpleUploadedFile("PKS 07.pdf", PDF)
        page.post(url("agreement-create", partner), agreement_values(upload=upload, form_key=key))
    agreement = Agreement.objects.get()
    assert (agreement.office, agreement.partner, agreement.file_name) == (cast.palu, partner, "PKS 07.pdf")
    assert AuditEntry.objects.about(partner).get().changes == {"agreement": ["", "PKS PKS-07"]}
    response = page.get(url("agreement-file", agreement))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="PKS 07.pdf"'


@pytest.mark.parametrize(
    ("name", "content"),
    [("pks.exe", b"MZ"), ("pks.pdf", b"MZ" + PDF), ("pks.html", b"<html>"), ("pks.pdf", b"%PDF-1.4")],
)
def test_a_file_of_another_kind_is_refused_beside_its_field(page, partner, name, content):
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    response = page.post(url("agreement-create", partner), agreement_values(upload=upload))
    assert list(response.context["form"].errors) == ["upload"]
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"signed_on": "2028-01-01"}, "signed_on"),
        ({"number": "PKS-06"}, "number"),
        ({"starts_on": ""}, "starts_on"),
    ],
)
def test_what_is_wrong_with_an_agreement_stands_beside_its_field(cast, page, partner, more, field):
    make.agreement(cast.palu, partner, number="PKS-06")
    response = page.post(url("agreement-create", partner), agreement_values(**more))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_another_office_may_use_the_same_number(cast, page, partner):
    make.agreement(cast.luwuk, make.partner(cast.luwuk), number="PKS-07")
    assert page.post(url("agreement-create", partner), agreement_values()).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_new_file_takes_the_place_of_the_old_one(page, partner):
    page.post(url("agreement-create", partner), agreement_values(upload=SimpleUploadedFile("lama.pdf", PDF)))
    agreement = Agreement.objects.get()
    old = agreement.file.name
    values = agreement_values(version=1, upload=SimpleUploadedFile("baru.pdf", PDF))
    assert page.post(url("agreement-update", agreement), values).status_code == 302
    agreement.refresh_from_db()
    assert agreement.file_name == "baru.pdf"
    assert default_storage.exists(agreement.file.name)
    assert not default_storage.exists(old)


def test_an_agreement_without_file_has_nothing_to_download(cast, page, partner):
    assert page.get(url("agreement-file", make.agreement(cast.palu, partner))).status_code == 404
