"""The Indonesian catalogues are complete: nothing untranslated, nothing fuzzy, nothing left over."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from pembinaan.catalogue import messages
from tests.project.messages import wanted
from tests.project.source import ROOT

CATALOGUE = ROOT / "locale/id/LC_MESSAGES/django.po"
REWORDED = ROOT / "locale/libraries/id/LC_MESSAGES/django.po"
LIBRARIES = ("django/conf", "django/contrib/admin", "django/contrib/auth", "allauth")
# "Sandi" alone, the other names of "pos-el", the person addressed in small letters, a common misspelling.
UNWANTED = re.compile(r"(?<![Kk]ata )\b[Ss]andi\b|\b[Ee]-?mail\b|\b[Ss]urel\b|\banda\b|\b[Ss]ilahkan\b")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")


def keyed(path):
    """{(context, msgid): text}"""
    found = {}
    for key, text in messages(path.read_text()).items():
        context, _mark, rest = key.rpartition("\4")
        found[context, rest.split("\0")[0]] = text
    return found


@pytest.fixture(scope="module")
def translated():
    return keyed(CATALOGUE)


@pytest.fixture(scope="module")
def reworded():
    return {key: text for key, text in keyed(REWORDED).items() if key[1]}


@pytest.mark.parametrize("path", [CATALOGUE, REWORDED], ids=["ours", "libraries"])
def test_nothing_is_fuzzy(path):
    assert "fuzzy" not in path.read_text()


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


def test_only_what_a_library_says_is_reworded(reworded, translated):
    theirs = {}
    for folder in LIBRARIES:
        package, _slash, inside = folder.partition("/")
        root = Path(find_spec(package).origin).parent / inside
        theirs |= keyed(root / "locale/id/LC_MESSAGES/django.po")
    assert reworded.keys() - theirs.keys() == set()
    assert reworded.keys() & translated.keys() == set()


def test_reworded_messages_add_no_placeholder(reworded):
    added = {key[1]: text for key, text in reworded.items() if not placeholders(text) <= placeholders(key[1])}
    assert added == {}


def placeholders(text):
    return set(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("path", [CATALOGUE, REWORDED], ids=["ours", "libraries"])
def test_words_of_the_office(path):
    text = "\n".join(keyed(path).values())
    assert "!" not in text
    assert UNWANTED.findall(text) == []
