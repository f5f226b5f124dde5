"""What a second workbook may change, and what it may not."""

import datetime

import pytest

from clients.actions.imports import take_file_value
from clients.actions.register import end_client
from clients.models import Client
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests.clients.importing import checked, file_of, outcomes, saved
from tests.clients.workbook.books import GOOD, HEADINGS
from tests.make import client

ADDRESS = [*HEADINGS, "Alamat"]


def only(office):
    return Client.objects.get(office=office)


def edit(office, **values):
    row = only(office)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def with_address(text):
    return file_of(sheets={"Klien": [ADDRESS, [*GOOD, text]]})


def test_a_change_in_the_file_is_taken_over_where_nobody_has_touched_the_field(cast):
    saved(cast.coordinator, with_address("Jl. Mawar"))
    batch = saved(cast.coordinator, with_address("Jl. Melati"))
    assert only(cast.palu).address == "Jl. Melati"
    assert only(cast.palu).version == 2
    assert (batch.counts["updated"], batch.counts["unchanged"]) == (1, 0)


def test_the_same_file_after_an_edit_in_the_application_changes_nothing(cast):
    saved(cast.coordinator, with_address("Jl. Mawar"))
    edit(cast.palu, address="Jl. Baru")
    batch = saved(cast.coordinator, with_address("Jl. Mawar"))
    assert only(cast.palu).address == "Jl. Baru"
    assert batch.counts["unchanged"] == 1
    assert outcomes(batch) == []


def test_what_both_sides_have_changed_is_kept_and_told(cast):
    saved(cast.coordinator, with_address("Jl. Mawar"))
    edit(cast.palu, address="Jl. Baru")
    for _time in range(2):
        batch = saved(cast.coordinator, with_address("Jl. Melati"))
        assert only(cast.palu).address == "Jl. Baru"
        assert (batch.counts["kept"], batch.counts["unchanged"]) == (1, 1)
        assert outcomes(batch) == [("kept", "D/1")]


def test_the_value_of_the_file_can_be_taken_over_later(cast):
    saved(cast.coordinator, with_address("Jl. Mawar"))
    edit(cast.palu, address="Jl. Baru")
    row = saved(cast.coordinator, with_address("Jl. Melati")).rows.get()
    take_file_value(row=row, field="address", by=cast.coordinator)
    assert only(cast.palu).address == "Jl. Melati"
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert AuditEntry.objects.filter(verb="changed", target_type="clients.client").count() == 1
    assert saved(cast.coordinator, with_address("Jl. Melati")).counts["kept"] == 0


def test_an_empty_cell_clears_only_what_the_import_had_brought(cast):
    saved(cast.coordinator, with_address("Jl. Mawar"))
    saved(cast.coordinator, with_address(None))
    assert only(cast.palu).address == ""
    edit(cast.palu, address="Jl. Baru")
    batch = saved(cast.coordinator, with_address(None))
    assert only(cast.palu).address == "Jl. Baru"
    assert outcomes(batch) == []


def test_a_column_that_is_absent_touches_nothing(cast):
    saved(cast.coordinator, with_address("Jl. Mawar"))
    batch = saved(cast.coordinator, file_of({}))
    assert only(cast.palu).address == "Jl. Mawar"
    assert batch.counts["unchanged"] == 1


def test_a_client_registered_by_hand_is_completed_and_otherwise_left_alone(cast):
    client(cast.palu, register_number="D/1", name="Budi Lain", birth_date=datetime.date(1983, 3, 15))
    batch = saved(cast.coordinator, with_address("Jl. Mawar"))
    row = only(cast.palu)
    assert (row.name, row.address, row.nik) == ("Budi Lain", "Jl. Mawar", GOOD[2])
    assert (batch.counts["updated"], batch.counts["kept"]) == (1, 1)


def test_an_ended_client_that_comes_back_is_told_and_not_reactivated(cast):
    saved(cast.coordinator, file_of({}))
    on = datetime.date(2025, 6, 1)
    end_client(client=only(cast.palu), reason="completed", on=on, note="", by=cast.counsellor)
    batch = saved(cast.coordinator, file_of({"Nama Klien": "Budi Baru"}))
    assert (only(cast.palu).status, only(cast.palu).name) == ("ended", "Budi bin Ali")
    assert outcomes(batch) == [("kept", "D/1")]


def test_a_new_end_that_lies_before_a_start_changed_here_is_kept(cast):
    saved(cast.coordinator, file_of({}))
    edit(cast.palu, guidance_start=datetime.date(2025, 12, 1))
    batch = saved(cast.coordinator, file_of({"Berakhir": "01/11/2025"}))
    assert only(cast.palu).guidance_end == datetime.date(2026, 2, 1)
    assert batch.counts["kept"] == 1


def test_clients_that_the_file_lacks_are_told_when_all_its_sheets_are_read(cast):
    absent = client(cast.palu)
    client(cast.palu, status="ended", ended_on="2025-01-01", end_reason="completed")
    client(cast.luwuk)
    batch = checked(cast.coordinator, file_of({}))
    assert batch.counts["missing"] == 1
    assert ("missing", absent.register_number) in outcomes(batch)
    part = {"Klien": [HEADINGS, GOOD], "Lain": [["No. Register", "Alamat"], ["D/9", "Jl. X"]]}
    assert checked(cast.coordinator, file_of(sheets=part)).counts["missing"] == 0


def test_a_nik_that_another_client_got_meanwhile_keeps_the_row_aside(cast):
    saved(cast.coordinator, file_of({"NIK": None}))
    client(cast.luwuk, nik=GOOD[2])
    batch = saved(cast.coordinator, file_of({}, {"No. Register": "D/2", "NIK": None}))
    assert Client.objects.get(register_number="D/1").nik == ""
    assert [problem["code"] for row in batch.rows.all() for problem in row.problems] == ["duplicate_nik"]


def test_a_difference_is_decided_once(cast):
    saved(cast.coordinator, with_address("Jl. Mawar"))
    edit(cast.palu, address="Jl. Baru", birth_place="Palu")
    row = saved(cast.coordinator, with_address("Jl. Melati")).rows.get()
    with pytest.raises(RuleBroken):
        take_file_value(row=row, field="birth_place", by=cast.coordinator)
    assert only(cast.palu).birth_place == "Palu"
