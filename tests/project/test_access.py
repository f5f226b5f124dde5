"""Who may open which address: every named address of the project, for each kind of visitor, GET and POST."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from clients.models import Consent, ImportBatch, ImportRow, KeepApart
from partners.models import Contact
from pembinaan import dates
from pembinaan.accounts.export_jobs import SEALED_AS as EXPORT
from pembinaan.accounts.models import ExportJob
from pembinaan.audit.models import AuditEntry
from pembinaan.crypto import seal
from pembinaan.dashboards.models import FigureNote, MonthlyReturn, SavedView
from pembinaan.records import new_id
from tests import make
from tests.cast import make_cast
from tests.project.access import ROWS, VISITORS
from trainings.actions.attachments import attach_file
from trainings.actions.certificates import SEALED_AS as CERTIFICATE
from trainings.actions.complaints import register_complaint
from trainings.actions.excuses import SEALED_AS
from trainings.actions.follow_up import SEALED_AS as PROOF
from trainings.actions.product_photos import attach_product_photo
from trainings.actions.scans import attach_scan
from trainings.models import (
    Application,
    Barrier,
    CompletionOverride,
    Concern,
    Excuse,
    FollowUp,
    LadderStep,
    Outcome,
    Paper,
    TransportPayment,
    Vacancy,
    Venue,
)

# The matrix is about our pages; the administration has tests of its own.
FOREIGN = ("admin:",)


def named_addresses(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_addresses(pattern, inner)
        elif not f"{prefix}{pattern.name}".startswith(FOREIGN):
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row():
    assert set(named_addresses()) == set(ROWS)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for the module and taken back at its end; what a test changes goes with that test."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield cast, things_of(cast)
        transaction.set_rollback(True)


def things_of(cast):
    """One of everything in Bapas Palu."""
    today = dates.today(cast.palu)
    person, other = sorted((make.client(cast.palu) for _ in range(2)), key=lambda client: client.pk)
    partner = make.partner(cast.palu)
    training = make.training(cast.palu, partner=partner, programme=make.programme(jps=(4,), office=cast.palu))
    enrolment = make.enrolment(training, person)
    due = {"due_on": today, "opens_on": today, "closes_on": today}
    done = FollowUp.objects.create(enrolment=enrolment, point=0, done_on=today, **due)
    Outcome.objects.create(follow_up=done, on=today, channel="phone", status="employed")
    consent = Consent(
        client=person, purpose="photo_press", given_on=today, proof="signed", proof_name="a.pdf"
    )
    consent.proof_file.save("a.pdf", ContentFile(b"%PDF-1.4"), save=True)
    instructor = make.instructor(partner)
    agreement = make.agreement(cast.palu, partner, file_name="b.pdf")
    agreement.file.save("b.pdf", ContentFile(b"%PDF-1.4"), save=True)
    batch = ImportBatch.objects.create(
        office=cast.palu, file_name="klien.xlsx", made_by=cast.coordinator, saved_at=timezone.now()
    )
    absent = {"session": training.sessions.get(), "enrolment": enrolment}
    excuse = Excuse(mark="sick", reason=make.reason(), evidence_by=today, evidence_name="a.pdf", **absent)
    excuse.evidence.save("", ContentFile(seal(b"%PDF-1.4", SEALED_AS)), save=True)
    planned = {"kind": "shift", "plan": "Jadwal", "due_on": today, "opened_by": cast.coordinator}
    waiting = make.waiting(training, make.client(cast.palu, counsellor=cast.counsellor))
    certificate = kept_certificate(cast.palu)
    return SimpleNamespace(
        **of_boards(cast),
        certified=certificate.training,
        certificate=certificate,
        beside=make.training(cast.luwuk, sessions=0),
        offer=make.offer(waiting),
        pause=make.pause(enrolment, today + timedelta(days=9)),
        excuse=excuse,
        letter=letter_of(make.enrolment(make.training(cast.palu)), cast.coordinator),
        barrier=Barrier.objects.create(**planned, **absent),
        client=person,
        other_client=other,
        pair=KeepApart.objects.create(office=cast.palu, first=person, second=other, note="Satu perkara"),
        device=make.device(cast.palu),
        export_job=made_export(cast.coordinator),
        consent=consent,
        partner=partner,
        contact=Contact.objects.create(partner=partner, name="Narahubung"),
        instructor=instructor,
        absence=instructor.absences.create(starts_on=today, ends_on=today),
        licence=partner.licences.create(kind="halal", number="1"),
        contribution=partner.contributions.create(office=cast.palu, kind="money", day=today, rupiah=1),
        agreement=agreement,
        programme=training.programme,
        training=training,
        venue=Venue.objects.create(office=cast.palu, name="Aula"),
        payment=TransportPayment.objects.create(rupiah=50_000, source="dipa", **absent),
        draft=make.training(cast.palu, status="draft", sessions=0),
        proposed=make.training(cast.palu, status="draft", sessions=0, proposed_at=timezone.now()),
        walk_in=make.enrolment(training, guest_name="Tamu", reconcile_by=today),
        reopen_request=make.reopen_request(training.sessions.get(), cast.coordinator),
        session=training.sessions.get(),
        override=CompletionOverride.objects.create(
            enrolment=enrolment, note="Sudah mampu", by=cast.head, by_name=cast.head.name
        ),
        product_photo=product_photo_of(enrolment, cast.coordinator),
        scan=scan_of(training.sessions.get(), cast.coordinator),
        attachment=attached(training, cast.coordinator),
        enrolment=enrolment,
        paper=Paper.objects.create(training=training, kind="proposal", dated_on=today),
        concern=Concern.objects.create(session=training.sessions.get(), text="Peserta tampak sakit."),
        follow_up=FollowUp.objects.create(enrolment=enrolment, point=1, **due),
        done=done,
        proved=proved_of(enrolment, due),
        job=(
            job := Vacancy.objects.create(office=cast.palu, employer="Toko", title="Pramuniaga", kind="job")
        ),
        application=Application.objects.create(vacancy=job, client=person, stage_on=today),
        complaint=complaint_of(cast.coordinator, today),
        batch=batch,
        row=ImportRow.objects.create(batch=batch, outcome="kept", client=person),
    )


def kept_certificate(office):
    """As if issued; drawing one for every row of the matrix would take its time."""
    training = make.training(office, status="completed", completed_on=dates.today(office))
    facts = {"name": "Abdul", "training": training.title, "issuer": "Dapur", "partner": "", "signatures": []}
    made = make.certificate(make.enrolment(training), facts=facts)
    made.file.save("", ContentFile(seal(b"%PDF-1.4", CERTIFICATE)), save=False)
    made.save(update_fields=["file"])
    return made


def made_export(user):
    """Ready to be fetched."""
    job = ExportJob(
        asked_by=user, office=user.office, kind="clients", language="id", status="ready",
        file_name="klien.xlsx", expires_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    job.sealed_file.save("", ContentFile(seal(b"PK", EXPORT)), save=True)
    return job


def proved_of(enrolment, due):
    """An outcome with its proof."""
    found = FollowUp.objects.create(enrolment=enrolment, point=3, done_on=due["due_on"], **due)
    outcome = Outcome(
        follow_up=found, on=due["due_on"], channel="visit", status="employed", proof_name="a.pdf"
    )
    outcome.proof_file.save("", ContentFile(seal(b"%PDF-1.4", PROOF)), save=True)
    return found


def complaint_of(user, day):
    values = {"about": "other", "text": "Ruang panas", "received_on": day, "training": None, "client": None}
    return register_complaint(values=values, form_key=new_id(), by=user)


def of_boards(cast):
    """Of Bapas Palu: a sealed month, a note, and a view of the coordinator alone."""
    month, now = {"office": cast.palu, "month": date(2024, 12, 1)}, timezone.now()
    MonthlyReturn.objects.create(state="sealed", sealed_at=now, submitted_at=now, sha256="0" * 64, **month)
    return {
        "office": cast.palu,
        "figure_note": FigureNote.objects.create(indicator="trained", text="Aula dipakai", **month),
        "saved_view": SavedView.objects.create(owner=cast.coordinator, office=cast.palu, name="Palu"),
    }


def letter_of(enrolment, user):
    """It is there for sessions that were held and missed."""
    enrolment.training.sessions.update(status="held")
    make.mark(enrolment.training.sessions.get(), enrolment, user, "absent")
    day = enrolment.starts_on
    return LadderStep.objects.create(
        enrolment=enrolment, rung="letter", absences=2, taken_on=day, reply_by=day
    )


def product_photo_of(enrolment, user):
    file = ContentFile(b"\xff\xd8\xff", name="produk.jpg")
    return attach_product_photo(
        enrolment=enrolment, file=file, caption="Bawang goreng", form_key=new_id(), by=user
    )


def scan_of(session, user):
    file = ContentFile(b"%PDF-1.4\n%%EOF", name="daftar.pdf")
    return attach_scan(session=session, file=file, form_key=new_id(), by=user)


def attached(training, user):
    file = ContentFile(b"%PDF-1.4\n%%EOF", name="kuitansi.pdf")
    about = {"caption": "Kuitansi", "shows_people": False, "people": [], "in_report": False}
    return attach_file(training=training, file=file, kind="receipt", about=about, form_key=new_id(), by=user)


def address(name, parts, things):
    """Parts are names of things, or text for whatever names no record."""
    values = {key: getattr(getattr(things, text, None), "pk", text) for key, text in parts.items()}
    return reverse(name, kwargs=values)


def letter(response):
    if response.status_code in (301, 302, 303):
        return "L" if "/accounts/login/" in response["Location"] else "r"
    return {403: "3", 404: "4", 405: "m", 410: "4"}.get(response.status_code, "o")


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(ROWS))
def test_who_gets_what(name, world, client):
    cast, things = world
    parts, expected = ROWS[name]
    found, posted, broken = "", "", []
    for visitor in VISITORS:
        client.logout()
        cache.clear()  # so many visitors would run into the limits of one address
        if visitor != "anonymous":
            client.force_login(getattr(cast, visitor))
        url = address(name, parts, things)
        answer = client.get(url)
        found += letter(answer)
        entries = AuditEntry.objects.count()
        with transaction.atomic():
            back = client.post(url)
            changed = AuditEntry.objects.count() - entries
            transaction.set_rollback(True)  # the next visitor finds everything as it was
        posted += letter(back)
        broken += [visitor for r in (answer, back) if r.status_code >= 500]
        if letter(answer) in "L34":
            # Who may not look may not change either, and leaves no trace but the refusal.
            assert letter(back) in "L34m", f"{visitor} may post to {name}"
            assert changed == 0, f"{visitor} changed something at {name}"
    assert broken == []
    assert found == expected, f"posted: {posted}"
