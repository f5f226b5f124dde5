from datetime import date, timedelta
from uuid import uuid4

import pytest

from clients.actions.register import change_client, end_client, register_client, reopen_client
from clients.models import Client
from pembinaan.audit.models import AuditEntry
from pembinaan.dates import today, years_before
from pembinaan.problems import RuleBroken
from tests import make

NIK = "7271011405900001"


def facts(**more):
    values = {
        "register_number": " d/12/pb/2025 ",
        "name": "Abdul  Rahim",
        "category": "PB",
        "birth_date": date(1990, 5, 14),
    }
    return values | more


def register(cast, *, nik="", form_key=None, by=None, **more):
    by = by or cast.coordinator
    return register_client(
        office=by.office, values=facts(**more), nik=nik, form_key=form_key or uuid4(), by=by
    )


def change(client, by, *, nik=None, version=None, **values):
    version = client.version if version is None else version
    return change_client(client=client, values=values, nik=nik, version=version, by=by)


def test_registers_tidies_and_records(cast):
    client = register(cast, nik=NIK)
    client.refresh_from_db()
    assert (client.register_number, client.name) == ("D/12/PB/2025", "Abdul Rahim")
    assert (client.nik, client.status, client.version) == (NIK, "active", 1)
    entry = AuditEntry.objects.about(client).get()
    assert (entry.verb, entry.actor_name, entry.target_name) == ("created", "Rina Anggreni", "D/12/PB/2025")
    assert NIK not in str(entry.changes)


def test_the_same_form_sent_twice_makes_one(cast):
    key = uuid4()
    assert register(cast, form_key=key) == register(cast, form_key=key)
    assert Client.objects.count() == 1
    assert AuditEntry.objects.filter(verb="created").count() == 1


@pytest.mark.parametrize("number", ["D/12/PB/2025", "d/12/pb/2025", "  D/12/PB/2025 "])
def test_a_register_number_is_used_once_in_an_office(cast, number):
    register(cast)
    with pytest.raises(RuleBroken) as refused:
        register(cast, register_number=number)
    assert set(refused.value.error_dict) == {"register_number"}
    assert register(cast, register_number=number, by=cast.sibling).office == cast.luwuk


def test_a_nik_is_used_once_among_active_clients_of_all_offices(cast):
    elsewhere = make.client(cast.far, nik=NIK)
    with pytest.raises(RuleBroken) as refused:
        register(cast, nik=NIK)
    assert set(refused.value.error_dict) == {"nik"}
    assert "Jauh" not in str(refused.value)
    end_client(client=elsewhere, reason="completed", on=today(cast.far), note="", by=cast.stranger)
    assert register(cast, nik=NIK).nik == NIK


def test_the_rules_hold_for_every_caller(cast):
    with pytest.raises(RuleBroken) as refused:
        register(cast, nik="123", counsellor=cast.sibling, birth_date=date(2999, 1, 1))
    assert refused.value.codes == {"nik_digits", "counsellor_elsewhere", "born_in_future"}
    assert not Client.objects.exists()


def test_change_writes_old_and_new_values(cast):
    client = register(cast, nik=NIK)
    changed = change(client, cast.counsellor, name="Abdul Rahman", phone="628123456789")
    assert (changed.name, changed.sort_name, changed.version) == ("Abdul Rahman", "abdul rahman", 2)
    entry = AuditEntry.objects.filter(verb="changed").get()
    assert entry.changes == {"name": ["Abdul Rahim", "Abdul Rahman"], "phone": ["", "••••"]}


def test_nothing_changed_is_nothing_written(cast):
    client = register(cast)
    assert change(client, cast.counsellor, name=client.name).version == 1
    assert not AuditEntry.objects.filter(verb="changed").exists()


def test_the_nik_is_left_replaced_or_removed(cast):
    client = register(cast, nik=NIK)
    assert change(client, cast.counsellor, name="Lain").nik == NIK
    client.refresh_from_db()
    assert change(client, cast.counsellor, nik="7271011405900002").nik == "7271011405900002"
    client.refresh_from_db()
    assert change(client, cast.counsellor, nik="").nik == ""
    changes = [entry.changes.get("nik") for entry in AuditEntry.objects.filter(verb="changed")]
    assert changes == [["••••", ""], ["••••", "••••"], None]


def test_an_old_version_is_refused_with_who_changed_it(cast):
    client = register(cast)
    change(client, cast.counsellor, name="Abdul Rahman")
    with pytest.raises(RuleBroken) as refused:
        change(client, cast.coordinator, version=1, name="Abdul Karim")
    assert refused.value.codes == {"stale", "saved_meanwhile"}
    assert "Agus Wijaya" in str(refused.value)
    assert "Abdul Rahman" in str(refused.value)
    client.refresh_from_db()
    assert client.name == "Abdul Rahman"


def test_values_of_protected_people_stay_out_of_the_trail(cast):
    child = make.client(cast.palu, birth_date=years_before(today(cast.palu), 16), name="Anak Contoh")
    change(child, cast.head, name="Anak Lain", occupation="Membantu ibu")
    entry = AuditEntry.objects.filter(verb="changed").get()
    assert entry.changes == {"name": ["••••", "••••"], "occupation": ["••••", "••••"]}
    assert entry.target_name == child.register_number


def test_ending_and_taking_it_back(cast):
    client = register(cast, nik=NIK)
    day = today(cast.palu) - timedelta(days=1)
    ended = end_client(client=client, reason="died", on=day, note="Surat RT", by=cast.coordinator)
    assert (ended.status, ended.end_reason, ended.ended_on, ended.version) == ("ended", "died", day, 2)
    again = reopen_client(client=client, note="Salah orang", by=cast.coordinator)
    assert (again.status, again.end_reason, again.ended_on, again.end_note) == ("active", "", None, "")
    verbs = list(AuditEntry.objects.about(client).values_list("verb", flat=True))
    assert verbs == ["reopened", "ended", "created"]
    assert AuditEntry.objects.filter(verb="reopened").get().changes["note"] == ["", "Salah orang"]


def test_a_nik_in_use_meanwhile_keeps_an_ended_client_ended(cast):
    client = register(cast, nik=NIK)
    end_client(client=client, reason="transferred", on=today(cast.palu), note="", by=cast.coordinator)
    make.client(cast.luwuk, nik=NIK)
    with pytest.raises(RuleBroken):
        reopen_client(client=client, note="Kembali", by=cast.coordinator)
    client.refresh_from_db()
    assert client.is_ended
