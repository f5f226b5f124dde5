"""The Indonesian catalogue is complete: nothing untranslated, nothing fuzzy, nothing left over."""

import re

import pytest

from pembinaan.catalogue import messages
from tests.project.messages import wanted
from tests.project.source import ROOT

CATALOGUE = ROOT / "locale/id/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def translated():
    """{(context, msgid): text}"""
    found = {}
    for key, text in messages(CATALOGUE.read_text()).items():
        context, _mark, rest = key.rpartition("\4")
        found[context, rest.split("\0")[0]] = text
    return found


def test_nothing_is_fuzzy():
    assert "fuzzy" not in CATALOGUE.read_text()


def test_every_message_is_translated(translated):
    missing = [
        f"{where}: {msgid}"
        for (context, msgid, _plural), where in wanted().items()
        if not translated.get((context or "", msgid))
    ]
    assert missing == []


def test_placeholders_are_kept(translated):
    wrong = []
    for context, msgid, plural in wanted():
        text = translated.get((context or "", msgid), "")
        given, kept = set(PLACEHOLDER.findall(plural or msgid)), set(PLACEHOLDER.findall(text))
        # One Indonesian form serves both numbers, so a singular without its number may gain it.
        if kept - given or (given - kept and not plural):
            wrong.append((msgid, text))
    assert wrong == []


def test_nothing_is_left_over(translated):
    known = {(context or "", msgid) for context, msgid, _plural in wanted()}
    assert {key for key in translated if key[1]} - known == set()
