"""The pages of papers: what is listed, how a draft is worded, who may read what."""

import io
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from pembinaan.audit.models import AuditEntry
from pembinaan.records import new_id
from tests import make
from tests.trainings.papers import freeze, line, planned, start, text_of, write
from trainings.documents.papers import BY_KIND
from trainings.models import Paper

WORDS = "section_"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def training(cast):
    return planned(cast)


def page(name, *args):
    return reverse(f"trainings:{name}", args=args)


def papers(user):
    return Paper.objects.visible_to(user)


def fields(response):
    """What the browser would send back of the form of a draft."""
    form = response.context["form"]
    return {bound.name: bound.value() or "" for bound in form}


def test_all_kinds_are_listed_before_any_is_begun(cast, training, client):
    client.force_login(cast.coordinator)
    html = client.get(page("paper-list", training.pk)).content.decode()
    starts = [page("paper-start", training.pk, kind) for kind in BY_KIND if kind != "guidance"]
    assert len(starts) == 5
    assert [address for address in starts if address not in html] == []


def test_a_paper_is_begun_worded_and_made_final(cast, training, client):
    client.force_login(cast.coordinator)
    key = str(new_id())
    for _time in range(2):
        response = client.post(page("paper-start", training.pk, "proposal"), {"form_key": key})
    paper = papers(cast.coordinator).get()
    assert response["Location"] == page("paper-write", paper.pk)
    sent = fields(client.get(response["Location"]))
    sent |= {f"{WORDS}result": "Dua puluh orang\r\nlulus.", "number": "KAK-1"}
    assert client.post(page("paper-write", paper.pk), sent).status_code == 302
    paper.refresh_from_db()
    assert paper.words == {"result": "Dua puluh orang\nlulus."}
    response = client.post(page("paper-freeze", paper.pk), {"version": paper.version})
    assert response["Location"] == page("paper", paper.pk)
    paper.refresh_from_db()
    assert (paper.state, paper.number, paper.frozen_by_name) == ("frozen", "KAK-1", "Rina Anggreni")
    html = client.get(page("paper", paper.pk)).content.decode()
    assert page("paper-write", paper.pk) not in html
    assert client.get(page("paper-write", paper.pk))["Location"] == page("paper", paper.pk)


def test_a_section_is_proposed_anew_without_losing_what_is_typed(cast, training, client):
    client.force_login(cast.coordinator)
    paper = write(start(training, "invitation", cast.coordinator), cast.coordinator, subject="Panggilan")
    sent = fields(client.get(page("paper-write", paper.pk)))
    sent |= {f"{WORDS}nature": "Segera", "reset": "subject"}
    form = client.post(page("paper-write", paper.pk), sent).context["form"]
    shown = {name: (field.value(), worded) for field, name, worded in form.sections}
    assert shown["subject"] == ("Undangan mengikuti pelatihan Bawang *goreng* #emph[x]", False)
    assert shown["nature"] == ("Segera", True)
    paper.refresh_from_db()
    assert paper.words == {"subject": "Panggilan"}


def test_what_is_typed_is_offered_again_when_the_page_is_lost(cast, training, client):
    client.force_login(cast.coordinator)
    paper = start(training, "assignment", cast.coordinator)
    response = client.get(page("paper-write", paper.pk))
    kept = fields(response) | {f"{WORDS}tasks": "mengajar", "staff": [str(cast.counsellor.pk)]}
    about = response.context["draft_page"]["about"]
    client.post(reverse("draft"), {"draft": about, "fields": urlencode(kept, doseq=True)})
    offered = client.get(page("paper-write", paper.pk)).context["draft_page"]["offered"]
    response = client.get(page("paper-write", paper.pk), {"draft": offered[0][0].pk})
    shown = fields(response)
    assert (shown[f"{WORDS}tasks"], shown["staff"]) == ("mengajar", [str(cast.counsellor.pk)])


def test_an_old_page_is_told_and_saves_when_sent_once_more(cast, training, client):
    client.force_login(cast.coordinator)
    paper = start(training, "invitation", cast.coordinator)
    sent = fields(client.get(page("paper-write", paper.pk))) | {f"{WORDS}nature": "Segera"}
    write(paper, cast.coordinator, nature="Rahasia")
    response = client.post(page("paper-write", paper.pk), sent)
    assert response.status_code == 422
    again = fields(response)
    assert client.post(page("paper-write", paper.pk), again).status_code == 302
    paper.refresh_from_db()
    assert paper.words == {"nature": "Segera"}


def test_a_final_paper_shows_what_differs_and_its_versions(cast, training, client):
    client.force_login(cast.coordinator)
    paper = freeze(start(training, "proposal", cast.coordinator), cast.coordinator)
    line(training, "Minyak goreng", 40_000)
    response = client.get(page("paper", paper.pk))
    assert "Rp2.580.000" in response.content.decode()
    second = start(training, "proposal", cast.coordinator)
    html = client.get(page("paper", paper.pk)).content.decode()
    assert page("paper", second.pk) in html
    client.post(page("paper-discard", second.pk), {"version": second.version})
    assert list(papers(cast.coordinator)) == [paper]


def test_another_paper_with_the_number_is_told(cast, training, client):
    client.force_login(cast.coordinator)
    values = {"kind": "invitation", "number": "12/2026"}
    Paper.objects.create(
        training=make.training(cast.palu, title="Las"), dated_on=training.starts_on, **values
    )
    paper = Paper.objects.create(training=training, dated_on=training.starts_on, **values)
    assert "12/2026: Las" in client.get(page("paper-freeze", paper.pk)).content.decode()


def test_files_leave_as_downloads_named_after_nobody_and_are_noted(cast, training, client):
    client.force_login(cast.head)
    person = make.enrolment(training, make.client(cast.palu, name="Abdul Rahim"))
    paper = start(training, "guidance", cast.coordinator, enrolment=person)
    assert "DRAF" in text_of(client.get(page("paper-pdf", paper.pk)).content)
    freeze(paper, cast.coordinator)
    response = client.get(page("paper-pdf", paper.pk))
    assert "DRAF" not in text_of(b"".join(response.streaming_content))
    word = client.get(page("paper-docx", paper.pk))
    assert Document(io.BytesIO(word.content)).core_properties.title == (
        "Laporan bimbingan – Bawang *goreng* #emph[x]"
    )
    for each in (response, word):
        assert each["Content-Disposition"].startswith("attachment; ")
        assert "Abdul" not in each["Content-Disposition"]
    entries = AuditEntry.objects.filter(verb="exported", target_id=str(training.pk)).order_by("at")
    assert [entry.changes["paper"][1] for entry in entries] == [
        "guidance #1 v1 draft pdf",
        "guidance #1 v1 frozen pdf",
        "guidance #1 v1 frozen docx",
    ]


def test_a_protected_persons_report_is_for_the_pk_and_the_head(cast, training, client):
    hidden = make.client(cast.palu, name="Kenari Rahasia", restricted_flag=True, counsellor=cast.counsellor)
    person = make.enrolment(training, hidden)
    paper = start(training, "guidance", cast.counsellor, enrolment=person)
    for user, status in ((cast.counsellor, 200), (cast.head, 200), (cast.coordinator, 404)):
        client.force_login(user)
        for name in ("paper", "paper-pdf", "paper-docx"):
            assert client.get(page(name, paper.pk)).status_code == status
        html = client.get(page("paper-people", training.pk)).content.decode()
        assert ("Kenari" in html) == (status == 200)
    assert client.post(page("paper-start-person", training.pk, person.pk)).status_code == 404


def test_guests_and_clients_of_another_bapas_have_no_report_here(cast, training, client):
    client.force_login(cast.coordinator)
    people = [
        make.enrolment(training, guest_name="Tamu"),
        make.enrolment(training, make.client(cast.luwuk, name="Orang Luwuk")),
    ]
    for person in people:
        assert client.post(page("paper-start-person", training.pk, person.pk)).status_code == 404
    html = client.get(page("paper-people", training.pk)).content.decode()
    assert ("Tamu" in html, "Orang Luwuk" in html) == (False, False)


@pytest.mark.parametrize("name", ["paper-list", "paper-people", "paper", "paper-write"])
def test_more_papers_ask_no_more_of_the_database(cast, training, client, name):
    client.force_login(cast.coordinator)
    paper = start(training, "proposal", cast.coordinator)
    about = training.pk if name in ("paper-list", "paper-people") else paper.pk
    client.get(page(name, about))
    counts = []
    for more in (1, 2):
        for each in range(more):
            person = make.enrolment(training)
            start(training, "guidance", cast.coordinator, enrolment=person)
            line(training, f"Bahan {more}{each}", 1000)
        with CaptureQueriesContext(connection) as queries:
            client.get(page(name, about))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12, counts


def test_the_enter_key_saves_and_proposes_nothing_anew(cast, training, client):
    client.force_login(cast.coordinator)
    paper = write(start(training, "invitation", cast.coordinator), cast.coordinator, subject="Panggilan")
    form = (
        client.get(page("paper-write", paper.pk)).content.decode().split('<form method="post" novalidate')[1]
    )
    first = form.split("<button")[1].split(">")[0]
    assert 'type="submit"' in first
    assert "reset" not in first


def test_what_was_not_worded_follows_data_that_change_while_the_page_is_open(cast, training, client):
    client.force_login(cast.coordinator)
    paper = start(training, "proposal", cast.coordinator)
    sent = fields(client.get(page("paper-write", paper.pk))) | {f"{WORDS}purpose": "Terampil."}
    line(training, "Minyak goreng", 40_000)
    assert client.post(page("paper-write", paper.pk), sent).status_code == 302
    paper.refresh_from_db()
    assert paper.words == {"purpose": "Terampil."}
    assert "Rp2.580.000" in client.get(page("paper", paper.pk)).content.decode()


def test_of_a_client_who_moved_away_the_final_reports_stay_readable(cast, training, client):
    someone = make.client(cast.palu, name="Abdul Rahim")
    person = make.enrolment(training, someone)
    first = freeze(start(training, "guidance", cast.coordinator, enrolment=person), cast.coordinator)
    draft = start(training, "guidance", cast.coordinator, enrolment=person)
    type(someone)._base_manager.filter(pk=someone.pk).update(
        office=cast.luwuk, name="Abdul Baru", address="Jalan Luwuk"
    )
    client.force_login(cast.coordinator)
    html = client.get(page("paper", first.pk)).content.decode()
    assert "Abdul Rahim" in html
    for hidden in ("Abdul Baru", "Jalan Luwuk", page("paper", draft.pk), "paper-start", "form_key"):
        assert hidden not in html
    assert page("paper-start-person", training.pk, person.pk) not in html
    text = text_of(b"".join(client.get(page("paper-pdf", first.pk)).streaming_content))
    assert "Abdul Rahim" in text
    assert client.get(page("paper-docx", first.pk)).status_code == 200
    for name in ("paper", "paper-pdf", "paper-docx", "paper-write", "paper-freeze", "paper-discard"):
        assert client.get(page(name, draft.pk)).status_code == 404
    html = client.get(page("paper-people", training.pk)).content.decode()
    assert ("Abdul Rahim" in html, "Abdul Baru" in html) == (True, False)
    assert (page("paper", first.pk) in html, page("paper", draft.pk) in html) == (True, False)
    client.force_login(cast.sibling)
    assert client.get(page("paper", first.pk)).status_code == 404


def test_of_a_protected_client_who_moved_away_only_the_head_reads_them(cast, training, client):
    hidden = make.client(cast.palu, name="Kenari Rahasia", restricted_flag=True, counsellor=cast.counsellor)
    person = make.enrolment(training, hidden)
    paper = freeze(start(training, "guidance", cast.counsellor, enrolment=person), cast.counsellor)
    type(hidden)._base_manager.filter(pk=hidden.pk).update(office=cast.luwuk, counsellor=None)
    for user, status in ((cast.head, 200), (cast.counsellor, 404), (cast.coordinator, 404)):
        client.force_login(user)
        for name in ("paper", "paper-pdf", "paper-docx"):
            assert client.get(page(name, paper.pk)).status_code == status
        html = client.get(page("paper-people", training.pk)).content.decode()
        assert ("Kenari" in html) == (status == 200)
