import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from pembinaan.audit.models import AuditEntry
from pembinaan.dates import today, years_before
from tests import make
from tests.clients import typed

URL = reverse("clients:export")
NIK = "7271011405900001"


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast.coordinator)
    return client


def book(browser, **filters):
    response = browser.get(URL, filters)
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    assert len(content) == int(response["Content-Length"])
    return load_workbook(io.BytesIO(content))


def rows(workbook):
    heading, *rest = workbook.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rest]


def column(workbook, place):
    return [row[place] for row in workbook.worksheets[0].iter_rows(min_row=2, values_only=True)]


def test_holds_the_filtered_list_with_masked_numbers(coordinator, cast):
    make.client(cast.palu, name="Budi", nik=NIK, category="CB", birth_date=years_before(today(cast.palu), 40))
    make.client(cast.palu, name="Amir")
    make.client(cast.luwuk, name="Orang Luwuk")
    assert column(book(coordinator), 1) == ["Amir", "Budi"]
    (row,) = rows(book(coordinator, category="CB"))
    values = list(row.values())
    assert "7271••••••••0001" in values
    assert NIK not in values
    assert years_before(today(cast.palu), 40) in [getattr(value, "date", lambda: None)() for value in values]


@pytest.mark.parametrize("name", ["=1+1", "+62812", "-", "@SUM(A1)", "http://x.example/", "0012", "<b>"])
def test_texts_stay_texts(coordinator, cast, name):
    make.client(cast.palu, name=name, phone="6281234567890")
    workbook = book(coordinator)
    cell = workbook.worksheets[0].cell(2, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)
    assert column(workbook, 6) == ["6281234567890"]


def test_the_second_sheet_says_what_it_is(coordinator, cast):
    make.client(cast.palu, category="CB")
    about = dict(book(coordinator, category="CB").worksheets[1].iter_rows(values_only=True))
    told = " | ".join(about.values())
    for part in ("Bapas Kelas I Palu", "Rina Anggreni", "WITA", "(CB)"):
        assert part in told
    assert "1" in about.values()


def test_the_download_is_recorded(coordinator, cast):
    make.client(cast.palu)
    book(coordinator, category="PB")
    entry = AuditEntry.objects.get(verb="exported")
    assert (entry.actor_id, entry.changes["rows"]) == (cast.coordinator.pk, ["", 1])
    assert len(entry.changes["filters"][1]) == 1


def test_protected_people_leave_only_with_those_who_may_open_them(coordinator, client, cast):
    make.client(cast.palu, name="Anak", birth_date=years_before(today(cast.palu), 16))
    make.client(cast.palu, name="Dewasa")
    assert column(book(coordinator), 1) == ["Dewasa"]
    client.force_login(cast.head)
    assert column(book(client), 1) == ["Anak", "Dewasa"]


def test_an_attachment_named_after_office_and_day(coordinator, cast):
    response = coordinator.get(URL)
    expected = f'attachment; filename="klien-bapas-palu-{today(cast.palu)}.xlsx"'
    assert response["Content-Disposition"] == expected


def test_the_number_of_queries_does_not_grow(coordinator, cast):
    for count in (1, 2):
        for _more in range(count):
            make.client(cast.palu, nik="", counsellor=cast.counsellor)
        assert typed.cost(lambda: coordinator.get(URL)) == 8
