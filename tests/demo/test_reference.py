from datetime import date

import pytest
from django.core.management import call_command

from pembinaan.accounts.models import Holiday, Region, StrategicProgramme
from pembinaan.demo.reference import load_reference
from trainings.choices import ReasonKind
from trainings.models import Programme, Reason

pytestmark = pytest.mark.django_db


def test_all_provinces_and_regencies_have_the_names_that_an_office_writes():
    load_reference()
    assert Region.objects.filter(parent=None).count() == 38
    assert Region.objects.exclude(parent=None).count() == 514
    written = dict(
        Region.objects.filter(code__in=["72.04", "72.09", "72.10", "72.71"]).values_list("code", "name")
    )
    assert written == {
        "72.04": "Kabupaten Tolitoli",
        "72.09": "Kabupaten Tojo Una-Una",
        "72.10": "Kabupaten Sigi",
        "72.71": "Kota Palu",
    }
    assert Region.objects.get(pk="72.10").parent.name == "Sulawesi Tengah"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 8, 17), "Proklamasi Kemerdekaan"),
        (date(2025, 9, 5), "Maulid Nabi Muhammad saw."),
        (date(2026, 3, 21), "Idulfitri 1447 H"),
        (date(2026, 3, 23), "Cuti bersama Idulfitri 1447 H"),
        (date(2027, 12, 25), "Kelahiran Yesus Kristus"),
    ],
)
def test_the_decreed_holidays_are_known(day, name):
    load_reference()
    assert Holiday.objects.get(day=day, office=None).name == name


def test_every_kind_of_reason_is_offered_and_valid():
    load_reference()
    for reason in Reason.objects.all():
        reason.full_clean()
    assert set(Reason.objects.values_list("kind", flat=True)) == set(ReasonKind.values)
    offered = Reason.objects.offered(ReasonKind.ABSENCE)
    assert [reason.name for reason in offered] == [
        "Pekerjaan",
        "Keluarga",
        "Transportasi",
        "Wajib lapor",
        "Sidang",
        "Kesehatan",
        "Lainnya",
    ]
    assert {reason.code for reason in offered if not reason.acceptable} == {"transport", "other"}


def test_what_an_admin_edited_stays_when_loaded_again():
    load_reference()
    Region.objects.filter(pk="72.10").update(name="Sigi")
    Reason.objects.filter(kind="absence", code="work").update(name="Kerja", acceptable=False)
    Holiday.objects.filter(day=date(2026, 3, 20)).delete()
    StrategicProgramme.objects.filter(name="Program Aksi: Dapur sehat").update(name="Dapur MBG")
    before = Holiday.objects.count(), StrategicProgramme.objects.count(), Reason.objects.count()

    load_reference()

    assert (Holiday.objects.count(), StrategicProgramme.objects.count(), Reason.objects.count()) == before
    assert Region.objects.get(pk="72.10").name == "Sigi"
    assert Reason.objects.filter(kind="absence", code="work", name="Kerja", acceptable=False).exists()
    assert not Holiday.objects.filter(day=date(2026, 3, 20)).exists()


def test_the_command_loads_reference_data_and_catalogue(capsys):
    call_command("load_reference")
    assert Region.objects.count() == 552
    assert Programme.objects.filter(office=None, code="bawang-goreng").exists()
    assert "complete" in capsys.readouterr().out
