"""An import taken back, as far as nobody has built on it."""

from clients.actions.register import end_client
from clients.models import Client, Consent
from pembinaan.audit.models import AuditEntry
from tests.clients.importing import file_of, saved, undone
from tests.clients.workbook.books import GOOD

TWO = ({}, {"No. Register": "D/2", "NIK": None})


def test_the_clients_of_an_import_are_removed(cast):
    batch = undone(cast.coordinator, saved(cast.coordinator, file_of(*TWO)))
    assert not Client.objects.exists()
    assert (batch.status, batch.counts["removed"], batch.counts["left"]) == ("undone", 2, 0)
    assert AuditEntry.objects.filter(verb="undone").get().changes["removed"] == ["", 2]


def test_a_client_that_is_used_or_changed_since_stays_and_is_told(cast):
    batch = saved(cast.coordinator, file_of(*TWO, {"No. Register": "D/3", "NIK": None}))
    first, second, _third = Client.objects.order_by("register_number")
    Consent.objects.create(client=first, purpose="after_term", given_on="2025-03-01", proof="signed")
    end_client(client=second, reason="died", on=second.guidance_start, note="", by=cast.counsellor)
    batch = undone(cast.coordinator, batch)
    assert list(Client.objects.order_by("register_number")) == [first, second]
    left = batch.rows.filter(outcome="left").order_by("register_number")
    assert [row.problems[0]["code"] for row in left] == ["in_use", "changed_since"]
    assert (batch.counts["removed"], batch.counts["left"]) == (1, 2)


def test_changed_facts_are_restored_unless_somebody_has_changed_them_again(cast):
    saved(cast.coordinator, file_of({"Nama Klien": "Lama", "NIK": None, "L/P": "P"}))
    before = Client.objects.values().get()
    batch = saved(cast.coordinator, file_of({"Nama Klien": "Baru"}))
    changed = Client.objects.get()
    assert (changed.name, changed.sex, changed.nik) == ("Baru", "L", GOOD[2])
    changed.sex = ""
    changed.save()
    batch = undone(cast.coordinator, batch)
    after = Client.objects.get()
    assert (after.name, after.sex, after.nik, after.sort_name) == ("Lama", "", "", "lama")
    assert after.imported == before["imported"] | {"sex": "L"}
    assert (batch.counts["restored"], batch.counts["left"]) == (0, 1)


def test_the_same_file_can_be_imported_again_after_an_undo(cast):
    undone(cast.coordinator, saved(cast.coordinator, file_of({})))
    assert saved(cast.coordinator, file_of({})).counts["created"] == 1
