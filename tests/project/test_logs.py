import logging

import pytest

from pembinaan.audit.context import set_request_id
from pembinaan.logs import LineFormatter, clean


def line(message, *args, **more):
    record = logging.makeLogRecord(
        {"name": "clients", "levelname": "INFO", "msg": message, "args": args} | more
    )
    return LineFormatter().format(record)


def test_a_line_names_time_level_logger_and_request():
    set_request_id("4f2a")
    try:
        text = line("saved %s", "x", created=1756684800.25)
    finally:
        set_request_id("")
    assert text == "2025-09-01T00:00:00.250000Z INFO clients 4f2a saved x"


def test_outside_a_request_a_dash_stands_for_the_number():
    assert line("x").split()[3:] == ["-", "x"]


def test_a_message_cannot_forge_a_second_line():
    text = line("name %s", "A\r\n2025-09-01 ERROR forged\x1b[31m\u2028\x85\u202e")
    assert len(text.splitlines()) == 1
    assert r"A\r\n2025-09-01 ERROR forged\x1b[31m\u2028\x85\u202e" in text


def test_a_traceback_stays_on_one_line_and_is_cleaned_too():
    try:
        raise ValueError("NIK 7210140591000007 in /clients/?q=Ahmad")
    except ValueError as error:
        text = line("failed", exc_info=(type(error), error, error.__traceback__))
    assert len(text.splitlines()) == 1
    assert "ValueError" in text
    assert "7210140591000007" not in text
    assert "Ahmad" not in text


@pytest.mark.parametrize(
    "nik", ["7210140591000007", "7210 1405 9100 0007", "72.10.14.0591000007", "7210-140591-0000-07"]
)
def test_a_nik_is_masked_however_it_is_spaced(nik):
    assert clean(f"row {nik}, next") == "row [16 digits], next"


@pytest.mark.parametrize(
    "text", ["721014059100000", "72101405910000071", "2025-09-01 08:00:00", "081234567890"]
)
def test_other_numbers_stay(text):
    assert clean(text) == text


@pytest.mark.parametrize("text", ["GET /clients/?status=aktif HTTP/1.1", "GET /x?a=1&b=2#c HTTP/1.1"])
def test_query_strings_are_cut(text):
    assert clean(text) in {"GET /clients/?… HTTP/1.1", "GET /x?… HTTP/1.1"}
