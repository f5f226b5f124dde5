"""An import in a real browser, on a phone and on the office's screen."""

import datetime

import pytest

from clients.models import Client, ImportBatch
from tests import make
from tests.cast import PASSWORD
from tests.clients.test_in_browser import faults
from tests.clients.workbook.books import GOOD, HEADINGS, SAMPLE, book


@pytest.fixture
def visitor(page, transactional_db, cast):
    page.goto("/accounts/login/")
    page.fill("[name=login]", "coordinator.palu")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    return page


def test_the_sample_goes_through_every_page(visitor, cast, tmp_path):
    make.client(cast.palu, register_number="D/0002/PB/2023", birth_date=datetime.date(1960, 1, 1))
    visitor.set_viewport_size({"width": 360, "height": 760})
    visitor.goto("/clients/import/")
    assert faults(visitor) == []
    visitor.set_input_files("[name=file]", SAMPLE)
    visitor.click("main form button[type=submit]")
    visitor.wait_for_url("**/columns/")
    assert faults(visitor) == []
    visitor.click(".actionbar button")
    batch = ImportBatch.objects.get()
    visitor.wait_for_url(f"**{batch.get_absolute_url()}")
    for name in ("problems", "kept", "warned"):
        visitor.goto(f"{batch.get_absolute_url()}?show={name}")
        assert faults(visitor) == [], name
    visitor.click(".actionbar button")
    visitor.wait_for_selector("text=1.489")
    assert faults(visitor) == []
    assert Client.objects.count() == 1490
    with visitor.expect_download() as download:
        visitor.goto(f"{batch.get_absolute_url()}?show=rejected")
        visitor.click(".panel-head button")
    assert download.value.suggested_filename.endswith(".xlsx")
    visitor.goto(f"{batch.get_absolute_url()}undo/")
    assert faults(visitor) == []


def test_a_refused_file_is_told_at_its_field(visitor, tmp_path):
    visitor.set_viewport_size({"width": 1280, "height": 760})
    path = tmp_path / "klien.xlsx"
    path.write_text("No,Nama\n1,Budi\n")
    visitor.goto("/clients/import/")
    visitor.set_input_files("[name=file]", path)
    visitor.click("main form button[type=submit]")
    visitor.wait_for_selector("#div_id_file .field-msg")
    assert "CSV" in visitor.inner_text("#div_id_file")
    assert faults(visitor) == []
    visitor.set_input_files("[name=file]", book(tmp_path / "baik.xlsx", {"K": [HEADINGS, GOOD]}))
    visitor.click("main form button[type=submit]")
    visitor.wait_for_url("**/columns/")


def test_a_waiting_import_turns_into_its_result_by_itself(visitor, cast):
    batch = ImportBatch.objects.create(
        office=cast.palu, file_name="a.xlsx", status="queued", task="check", made_by=cast.coordinator
    )
    visitor.goto(batch.get_absolute_url())
    assert faults(visitor) == []
    ImportBatch.objects.update(status="failed", failure="corrupt")
    visitor.wait_for_selector("main .notice.is-bad")
    assert faults(visitor) == []
