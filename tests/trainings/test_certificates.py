"""Issuing certificates: numbers, rows and files together; and what becomes of a certificate afterwards."""

import uuid
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from clients.models import Consent
from pembinaan import dates
from pembinaan.accounts.actions.numbers import set_numbers_aside
from pembinaan.accounts.models import NumberPattern, NumberRegister, TakenNumber
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from pembinaan.uploads import read_sealed
from tests import make
from tests.trainings.certified import (
    certificate_of,
    completed,
    graduate,
    issued,
    patterned,
    practised,
    signatory,
    text_of,
)
from trainings.actions.certificate_steps import change_state, hand_over, replace_certificate
from trainings.actions.certificates import SEALED_AS, confirm_names
from trainings.actions.walk_in import reconcile
from trainings.documents import certificate as document
from trainings.models import Certificate, Enrolment, TrainingTally
from trainings.rules.certificates import banned_in, proposed_name

pytestmark = pytest.mark.django_db


def content_of(certificate):
    return read_sealed(certificate.file, SEALED_AS)


def codes(outcome):
    return [problem.code for problem in outcome.problems]


def changed(certificate, step, by, **more):
    today = dates.today(certificate.office)
    values = {"on": today, "note": "Salah cetak", "version": certificate.version} | more
    return change_state(certificate=certificate, step=step, by=by, **values)


def consent(client, **more):
    values = {"purpose": "official_certificate", "given_on": "2025-01-01", "proof": "signed"}
    return Consent.objects.create(client=client, **values | more)


def test_everybody_gets_a_number_a_row_and_a_sealed_file(cast):
    training, people = completed(cast.palu)
    outcomes = issued(training, people, cast.coordinator)
    day = dates.today(cast.palu)
    assert [one.number[:9] for one in outcomes] == ["SERT/0001", "SERT/0002", "SERT/0003"]
    for certificate in Certificate.objects.order_by("number"):
        content = content_of(certificate)
        with certificate.file.open("rb") as file:
            assert not file.read().startswith(b"%PDF")
        assert (sha256(content).hexdigest(), len(content)) == (certificate.sha256, certificate.size)
        text = text_of(content)
        with translation.override("id"):
            for word in (certificate.number, certificate.enrolment.printed_name, dates.day(day)):
                assert word in text
    assert set(TakenNumber.objects.values_list("void_reason", flat=True)) == {""}
    entry = AuditEntry.objects.latest("at")
    assert (entry.verb, entry.changes["certificates"]) == ("issued", ["", 3])
    assert "Rahim" not in str(entry.changes)
    assert sum(TrainingTally.objects.filter(training=training).values_list("certified", flat=True)) == 3


def test_the_same_form_sent_twice_issues_once(cast):
    training, people = completed(cast.palu)
    key = uuid.uuid4()
    first, again = (issued(training, people, cast.coordinator, key=key) for _time in range(2))
    assert [one.number for one in first] == [one.number for one in again]
    assert [one.problems for one in again] == [(), (), ()]
    assert Certificate.objects.count() == TakenNumber.objects.count() == 3
    other = issued(training, people, cast.coordinator)
    assert [codes(one) for one in other] == [["held"]] * 3


def test_one_who_cannot_have_one_does_not_hold_up_the_others(cast):
    training, people = completed(cast.palu)
    late = graduate(training, 3, name_confirmed_at=None, result="not_yet_competent")
    outcomes = issued(training, [*people, late], cast.coordinator)
    assert [bool(one.number) for one in outcomes] == [True, True, True, False]
    assert codes(outcomes[-1]) == ["not_competent", "name"]


def test_nothing_is_issued_before_the_training_is_completed(cast):
    training, people = completed(cast.palu, status="running", completed_on=None)
    with pytest.raises(RuleBroken) as refusal:
        issued(training, people, cast.coordinator)
    assert refusal.value.codes == {"training_open"}


def test_without_a_pattern_nothing_is_issued(cast):
    training, people = completed(cast.palu, 1)
    NumberPattern.objects.all().delete()
    with pytest.raises(RuleBroken) as refusal:
        issued(training, people, cast.coordinator)
    assert refusal.value.codes == {"no_pattern"}
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(("days", "code"), [(1, "in_future"), (-1, "before_completion")])
def test_the_day_of_issue_lies_between_completion_and_today(cast, days, code):
    training, people = completed(cast.palu, 1)
    day = dates.today(cast.palu) + timedelta(days=days)
    with pytest.raises(RuleBroken) as refusal:
        issued(training, people, cast.coordinator, issued_on=day)
    assert refusal.value.codes == {code}


def test_what_fails_takes_no_number_and_leaves_no_file(cast, monkeypatch):
    training, people = completed(cast.palu)
    storage = Certificate._meta.get_field("file").storage
    drawn, calls = document.drawn, []

    def breaking(*args, **options):
        calls.append(args)
        if len(calls) == 3:
            raise OSError("disk full")
        return drawn(*args, **options)

    before = set(storage.listdir("certificates")[1]) if storage.exists("certificates") else set()
    monkeypatch.setattr(document, "drawn", breaking)
    with pytest.raises(OSError, match="disk full"):
        issued(training, people, cast.coordinator)
    assert set(storage.listdir("certificates")[1]) == before
    assert not Certificate.objects.exists()
    assert not NumberRegister.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("partner", "UMKM Binaan Palu", "binaan"),
        ("module", "Peran KLIEN pemasyarakatan", "klien"),
        ("title", "Pelatihan bagi warga  binaan", "warga binaan"),
        ("city", "Bapas Palu", "bapas"),
        ("owner", "x", None),
    ],
)
def test_a_neutral_certificate_gives_nobody_away(cast, field, value, word):
    training, people = completed(cast.palu, 1)
    terms = {}
    if field == "partner":
        training.partner.name = value
        training.partner.save()
    elif field == "module":
        training.programme.modules.filter(order=1).update(title=value)
    elif field == "title":
        terms["title"] = value
    elif field == "city":
        training.office.city = value
        training.office.save()
    if word is None:
        assert issued(training, people, cast.coordinator, **terms)[0].number
        return
    with pytest.raises(RuleBroken) as refusal:
        issued(training, people, cast.coordinator, **terms)
    assert refusal.value.codes == {"banned_word"}
    assert word in str(refusal.value.problems[0].message)
    assert " ".join(value.split()).lower() in str(refusal.value.problems[0].message).lower()
    assert not TakenNumber.objects.exists()


def test_words_are_banned_as_whole_words_in_any_case():
    assert [
        banned_in(text) for text in ("Klien", "BAPASKU", "pembinaannya", "cuti  bersyarat", "Binaraga")
    ] == [
        "klien",
        None,
        "pembinaan",
        "cuti bersyarat",
        None,
    ]


def test_a_title_that_says_too_much_gives_way_to_that_of_the_programme(cast):
    training, people = completed(cast.palu, 1, title="Pelatihan Klien Bapas Palu")
    certificate = certificate_of(training, people[0], cast.coordinator)
    assert certificate.facts["training"] == training.programme.title


def test_the_official_face_needs_the_consent_of_its_holder(cast):
    training, (holder, other) = completed(cast.palu, 2)
    guest = graduate(training, guest_name="Tamu")
    consent(holder.client)
    consent(other.client, withdrawn_on="2025-02-01")
    signatory(cast.palu)
    signatory(cast.palu, name="Wakil", acting="plh", valid_until="2099-01-01")
    outcomes = issued(training, [holder, other, guest], cast.coordinator, face="official")
    assert [codes(one) for one in outcomes] == [[], ["no_consent"], ["guest"]]
    text = text_of(content_of(Certificate.objects.get()))
    with translation.override("id"):
        born = dates.day(holder.client.birth_date)
    for word in ("Plh. Kepala Bapas Kelas I Palu", "Wakil", "Hj. Nurma", f"Lahir {born}", "Aula Bapas Palu"):
        assert word in text


def test_tests_practice_and_level_stand_on_the_reverse(cast):
    training, (person,) = completed(cast.palu, 1)
    practised(training, person, cast.coordinator)
    certificate = certificate_of(training, person, cast.coordinator)
    text = text_of(content_of(certificate))
    for word in ("1 dari 2 langkah", "85 dari 100", "Jumlah 20", "1 JP (jam pelajaran) = 45 menit"):
        assert word in text
    assert certificate.facts["level"]


def test_an_edited_template_changes_nothing_that_was_issued(cast, monkeypatch, tmp_path):
    training, people = completed(cast.palu, 2)
    old = certificate_of(training, people[0], cast.coordinator)
    before = content_of(old)
    edited = tmp_path / "certificate.typ"
    edited.write_text(document.SOURCE.read_text().replace("diberikan kepada", "dianugerahkan kepada"))
    monkeypatch.setattr(document.drawn, "__defaults__", (edited,))
    new = certificate_of(training, people[1], cast.coordinator)
    old.refresh_from_db()
    assert content_of(old) == before
    assert sha256(content_of(old)).hexdigest() == old.sha256
    assert "diberikan kepada" in text_of(content_of(old))
    assert "dianugerahkan kepada" in text_of(content_of(new))


def test_what_is_printed_never_changes(cast):
    training, people = completed(cast.palu, 1)
    certificate = certificate_of(training, people[0], cast.coordinator)
    for name, value in (("number", "X/1"), ("facts", {}), ("sha256", "0")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=certificate.pk).update(**{name: value})


def test_suspending_restoring_and_revoking(cast):
    training, people = completed(cast.palu, 1)
    certificate = certificate_of(training, people[0], cast.coordinator)
    counted = TrainingTally.objects.filter(training=training)
    certificate = changed(certificate, "suspend", cast.coordinator)
    assert (certificate.state, sum(counted.values_list("certified", flat=True))) == ("suspended", 0)
    with pytest.raises(RuleBroken) as refusal:
        changed(certificate, "suspend", cast.coordinator)
    assert refusal.value.codes == {"state"}
    certificate = changed(certificate, "restore", cast.coordinator)
    assert (certificate.state, sum(counted.values_list("certified", flat=True))) == ("valid", 1)
    with pytest.raises(RuleBroken) as refusal:
        changed(certificate, "revoke", cast.coordinator, note=" ")
    assert refusal.value.codes == {"note_needed"}
    with pytest.raises(RuleBroken) as refusal:
        changed(certificate, "revoke", cast.coordinator, version=1)
    assert refusal.value.codes == {"stale"}
    certificate = changed(certificate, "revoke", cast.coordinator)
    assert certificate.state == "revoked"
    verbs = AuditEntry.objects.about(certificate).order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["moved", "moved", "revoked"]
    # Whoever lost it may be given another one.
    assert issued(training, people, cast.coordinator)[0].number.startswith("SERT/0002")


def test_a_replacement_has_a_new_number_and_the_name_as_it_is_now(cast):
    training, (person,) = completed(cast.palu, 1)
    old = certificate_of(training, person, cast.coordinator)
    confirm_names(training=training, names={person.pk: "Abdul Rahman"}, by=cast.coordinator)
    key, day = uuid.uuid4(), dates.today(cast.palu)
    values = {"on": day, "note": "Nama salah", "form_key": key, "by": cast.coordinator}
    new, again = (replace_certificate(certificate=old, **values) for _time in range(2))
    old.refresh_from_db()
    assert (old.state, new.state, new.replaces, again) == ("replaced", "valid", old, new)
    assert (old.facts["name"], new.facts["name"]) == ("Abdul Rahim bin Said", "Abdul Rahman")
    assert old.number != new.number
    assert old.code != new.code
    assert new.code in new.facts["address_of_check"]
    assert "Abdul Rahman" in text_of(content_of(new))


def test_handing_over_is_noted_once_and_for_held_ones_only(cast):
    training, people = completed(cast.palu, 2)
    issued(training, people, cast.coordinator)
    first, second = Certificate.objects.order_by("number")
    changed(second, "revoke", cast.coordinator)
    day = dates.today(cast.palu)
    values = {"training": training, "certificates": [first, second], "by": cast.coordinator}
    early = hand_over(on=day - timedelta(days=1), **values)
    assert {pk: [one.code for one in found] for pk, found in early.items()} == {
        first.pk: ["before_issue"],
        second.pk: ["state"],
    }
    assert set(hand_over(on=day, **values)) == {second.pk}
    first.refresh_from_db()
    assert (first.handed_over_on, first.handed_over_by_name) == (day, "Rina Anggreni")
    assert [one.code for one in hand_over(on=day, **values)[first.pk]] == ["handed_over"]
    soon = TrainingTally.objects.filter(training=training).values_list("certified_in_time", flat=True)
    assert sum(soon) == 1


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("ABDUL RAHIM BIN SAID", "Abdul Rahim bin Said"),
        ("nurhayati binti  la ode ma'ruf, s.pd.", "Nurhayati binti La Ode Ma'ruf, S.Pd."),
        ("Ahmad Bin Ali", "Ahmad Bin Ali"),
        ("Sukarno", "Sukarno"),
        ("MOH. AL-FATIH", "Moh. Al-Fatih"),
    ],
)
def test_names_are_proposed_as_the_record_has_them(name, proposed):
    assert proposed_name(name) == proposed


def test_names_are_confirmed_by_those_who_know_them(cast):
    training, (person, other) = completed(cast.palu, 2)
    hidden = graduate(training, 2, make.client(cast.palu, restricted_flag=True), name_confirmed_at=None)
    names = {person.pk: "Abdul Rahim", other.pk: "X" * 81, hidden.pk: "Nama Terlindung"}
    problems = confirm_names(training=training, names=names, by=cast.coordinator)
    assert {key: [one.code for one in found] for key, found in problems.items()} == {other.pk: ["length"]}
    kept = dict(Enrolment.objects.filter(training=training).values_list("pk", "printed_name"))
    assert (kept[person.pk], kept[other.pk], kept[hidden.pk]) == (
        "Abdul Rahim",
        "Sukarno",
        hidden.printed_name,
    )
    assert "Abdul" not in str(AuditEntry.objects.latest("at").changes)
    confirm_names(training=training, names={hidden.pk: "Nama Terlindung"}, by=cast.head)
    hidden.refresh_from_db()
    assert (hidden.printed_name, hidden.name_confirmed_by_name) == ("Nama Terlindung", "Surya Contoh")


def test_numbers_used_on_paper_are_accounted_for(cast):
    patterned()
    day = dates.today(cast.palu)
    values = {"office": cast.palu, "kind": "certificate", "day": day, "by": cast.coordinator}
    rows = set_numbers_aside(count=3, reason="Ditulis tangan", **values)
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert set(TakenNumber.objects.values_list("void_reason", flat=True)) == {"Ditulis tangan"}
    for wrong in ({"count": 0, "reason": "x"}, {"count": 501, "reason": "x"}, {"count": 1, "reason": " "}):
        with pytest.raises(RuleBroken):
            set_numbers_aside(**wrong, **values)
    assert NumberRegister.objects.get().last == 3
    training, people = completed(cast.palu, 1)
    assert issued(training, people, cast.coordinator)[0].number.startswith("SERT/0004")


def test_a_number_that_another_office_has_printed_is_told(cast):
    """Where the pattern does not name the office, two offices come to the same number."""
    completed(cast.palu)
    NumberPattern.objects.update(pattern="{number:4}/{year}")
    for office, by in ((cast.palu, cast.coordinator), (cast.luwuk, cast.sibling)):
        training, people = completed(office, 1)
        if office == cast.palu:
            issued(training, people, by)
            continue
        with pytest.raises(RuleBroken) as refusal:
            issued(training, people, by)
        assert refusal.value.codes == {"number_taken"}
    assert Certificate.objects.count() == TakenNumber.objects.count() == 1
    certificate = Certificate.objects.get()
    NumberRegister.objects.update(last=0)
    TakenNumber.objects.update(sequence=9)
    with pytest.raises(RuleBroken) as refusal:
        replace_certificate(
            certificate=certificate,
            on=certificate.issued_on,
            note="Salah cetak",
            form_key=uuid.uuid4(),
            by=cast.coordinator,
        )
    assert refusal.value.codes == {"number_taken"}


def test_an_old_form_issues_nothing_after_the_certificate_was_revoked(cast):
    training, people = completed(cast.palu, 1)
    key = uuid.uuid4()
    issued(training, people, cast.coordinator, key=key)
    changed(Certificate.objects.get(), "revoke", cast.coordinator)
    with pytest.raises(RuleBroken) as refusal:
        issued(training, people, cast.coordinator, key=key)
    assert refusal.value.codes == {"sent_before"}
    issued(training, people, cast.coordinator)
    assert Certificate.objects.count() == TakenNumber.objects.count() == 2


def test_a_walk_in_who_turns_out_to_be_a_client_needs_the_name_confirmed_anew(cast):
    training, _people = completed(cast.palu, 1)
    guest = graduate(training, guest_name="Budi", reconcile_by=training.ends_on)
    guest = reconcile(enrolment=guest, client=make.client(cast.palu, name="Abdul Rahim"), by=cast.coordinator)
    assert (guest.printed_name, guest.name_confirmed_at) == ("", None)
    assert codes(issued(training, [guest], cast.coordinator)[0]) == ["name"]
