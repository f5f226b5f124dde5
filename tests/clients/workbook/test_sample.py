"""The whole sample against its truth: every row, every error, every warning."""

import json
import time

import pytest

from clients.workbook.detect import detect
from clients.workbook.safety import check_upload

from .books import SAMPLE, parsed


@pytest.fixture(scope="module")
def truth():
    return json.loads(SAMPLE.with_suffix(".truth.json").read_text())


@pytest.fixture(scope="module")
def rows():
    return parsed(SAMPLE)


def found(rows, kind):
    return [
        (row.sheet, row.row, problem.code, row.values["register_number"])
        for row in rows
        for problem in getattr(row, kind)
    ]


@pytest.mark.parametrize("kind", ["errors", "warnings"])
def test_problems_are_exactly_those_of_the_truth(rows, truth, kind):
    expected = [(item["sheet"], item["row"], item["kind"], item["register"]) for item in truth[kind]]
    assert found(rows, kind) == expected


def test_good_rows_have_exactly_the_values_of_the_truth(rows, truth):
    good = {row.values["register_number"]: comparable(row.values) for row in rows if row.is_good}
    expected = {key: {**value, "name": value["name"].upper()} for key, value in truth["rows"].items()}
    assert len(good) == truth["good"]
    assert good == expected


def comparable(values):
    return {
        "name": values["name"].upper(),
        "sex": values["sex"],
        "born": values["birth_date"].isoformat(),
        "start": values["guidance_start"].isoformat(),
        "end": values["guidance_end"].isoformat(),
        "category": values["category"],
        "regency_code": values["regency"],
        "phone": values["phone"],
        "nik": values["nik"],
        "pk": values["counsellor"],
    }


def test_the_list_without_register_and_name_is_skipped_and_named():
    layouts = detect(SAMPLE)
    assert [(layout.sheet, layout.skipped_reason) for layout in layouts] == [
        ("KLIEN DEWASA", None),
        ("KLIEN ANAK", None),
        ("REKAP", "no_list"),
    ]
    assert [layout.header_rows for layout in layouts[:2]] == [[5, 6], [1, 2]]
    assert not any(column.field is None for layout in layouts[:2] for column in layout.columns)


def test_the_sample_is_admitted_and_read_fast():
    begun = time.process_time()
    check_upload(SAMPLE)
    assert len(parsed(SAMPLE)) == 1513
    assert time.process_time() - begun < 1.5


def test_a_problem_names_its_cell(rows):
    problem = next(row for row in rows if row.row == 98).errors[0]
    assert (problem.code, problem.field, problem.column, problem.value) == (
        "bad_date",
        "birth_date",
        "G",
        "31/02/1990",
    )
    assert "31/02/1990" in problem.message
