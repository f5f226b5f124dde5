"""The command against the truth of the sample workbook: every stored value of every client."""

import json

import pytest
from django.core.management import CommandError, call_command

from clients.models import Client, ImportBatch, ImportRow
from pembinaan.accounts.models import Region
from pembinaan.audit.models import AuditEntry
from tests.clients.workbook.books import GOOD, HEADINGS, SAMPLE, book
from tests.make import client

TRUTH = json.loads(SAMPLE.with_suffix(".truth.json").read_text())
NUMBERS = ("good", "created", "updated", "unchanged", "kept", "missing")


@pytest.fixture
def run(capsys):
    def run(path=SAMPLE, *options, office="BAPAS-PALU"):
        call_command("import_clients", str(path), "--json", *options, office=office)
        return json.loads(capsys.readouterr().out)

    return run


def numbers(found):
    return {name: found[name] for name in NUMBERS if found[name]}


def as_told(problems):
    return [(problem["sheet"], problem["row"], problem["code"]) for problem in problems]


def as_known(problems):
    return [(problem["sheet"], problem["row"], problem["kind"]) for problem in problems]


def stored(client):
    return {
        "name": client.name.upper(),
        "sex": client.sex,
        "born": client.birth_date.isoformat(),
        "start": client.guidance_start.isoformat(),
        "end": client.guidance_end.isoformat(),
        "category": client.category,
        "regency_code": client.region_id,
        "phone": client.phone or None,
        "nik": client.nik or None,
        "pk": client.counsellor_name,
    }


def test_the_sample_is_stored_as_the_truth_says_and_a_second_time_changes_nothing(cast, run):
    Region.objects.exclude(code__in=["72", "72.71"]).delete()
    first = run()
    assert numbers(first) == {"good": TRUTH["good"], "created": TRUTH["good"]}
    assert as_told(first["errors"]) == as_known(TRUTH["errors"])
    assert as_told(first["warnings"]) == as_known(TRUTH["warnings"])
    found = {row.register_number: stored(row) for row in Client.objects.filter(office=cast.palu)}
    assert found == {key: {**value, "name": value["name"].upper()} for key, value in TRUTH["rows"].items()}
    before = list(Client.objects.order_by("pk").values())
    second = run()
    assert numbers(second) == {"good": TRUTH["good"], "unchanged": TRUTH["good"]}
    assert (second["errors"], second["warnings"]) == (first["errors"], first["warnings"])
    assert list(Client.objects.order_by("pk").values()) == before


def test_clients_of_a_counsellor_with_an_account_get_that_account(cast, run):
    run()
    agus = Client.objects.filter(counsellor_name="Agus Wijaya, S.H.")
    assert {row.counsellor_id for row in agus} == {cast.counsellor.pk}
    others = Client.objects.exclude(counsellor_name="Agus Wijaya, S.H.")
    assert {row.counsellor_id for row in others} == {None}


def test_a_dry_run_tells_the_same_and_writes_nothing(cast, run):
    dry = run(SAMPLE, "--dry-run")
    assert not Client.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not AuditEntry.objects.exists()
    assert dry == run()


def test_one_audit_entry_with_counts_and_nothing_personal(cast, run):
    run()
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_name, entry.office_id) == ("imported", "Sistem", cast.palu.pk)
    assert entry.changes["created"] == ["", 1490]
    assert entry.target_name == "BAPAS-PALU"


def test_kept_problems_hold_no_personal_value(cast, run):
    run()
    rows = ImportRow.objects.filter(outcome__in=["rejected", "warned"])
    assert rows.filter(outcome="rejected").count() == len(TRUTH["errors"])
    assert {frozenset(problem) for row in rows for problem in row.problems} == {
        frozenset({"code", "field", "column"})
    }


def test_a_file_of_twice_the_same_nik_keeps_the_second_row_aside(cast, run, tmp_path):
    path = book(tmp_path / "a.xlsx", {"K": [HEADINGS, GOOD, ["D/2", "Ali", GOOD[2], *GOOD[3:]]]})
    found = run(path)
    assert numbers(found) == {"good": 1, "created": 1}
    assert [(problem["row"], problem["column"], problem["code"]) for problem in found["errors"]] == [
        (3, "C", "duplicate_nik")
    ]


def test_a_nik_of_an_active_client_elsewhere_keeps_the_row_aside_and_names_no_office(cast, run, tmp_path):
    client(cast.luwuk, nik=GOOD[2])
    found = run(book(tmp_path / "a.xlsx", {"K": [HEADINGS, GOOD]}))
    assert not Client.objects.filter(office=cast.palu).exists()
    assert found["errors"][0]["code"] == "duplicate_nik"
    assert "Luwuk" not in found["errors"][0]["message"]


def test_a_nik_of_an_ended_client_is_free(cast, run, tmp_path):
    client(cast.luwuk, nik=GOOD[2], status="ended", ended_on="2025-01-01", end_reason="completed")
    assert numbers(run(book(tmp_path / "a.xlsx", {"K": [HEADINGS, GOOD]}))) == {"good": 1, "created": 1}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"PK\x03\x04broken"), "."),
        (lambda path: path.write_text("No,Nama\n1,Budi\n"), "CSV"),
        (lambda path: None, "klien.xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(cast, tmp_path, make, said):
    path = tmp_path / "klien.xlsx"
    make(path)
    with pytest.raises(CommandError, match=said) as refusal:
        call_command("import_clients", str(path), office="BAPAS-PALU")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("code", ["BAPAS-X", "KANWIL-SULTENG"])
def test_only_a_bapas_has_clients(cast, code):
    with pytest.raises(CommandError, match=code):
        call_command("import_clients", str(SAMPLE), office=code)


def test_without_json_every_problem_is_a_line_with_its_cell(cast, capsys):
    call_command("import_clients", str(SAMPLE), "--dry-run", office="BAPAS-PALU")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("REKAP: ")
    assert any(line.startswith("KLIEN DEWASA G98: ") and "31/02/1990" in line for line in lines)
    assert "good 1490" in lines[-1]
