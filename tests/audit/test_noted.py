"""What actions note beside a record's own fields is told in the reader's words as well."""

import ast

import pytest
from django.apps import apps
from django.utils import translation

from pembinaan.audit.noted import LABELS
from pembinaan.audit.record import record
from pembinaan.audit.sentences import sentences_of
from pembinaan.audit.verbs import Verb
from tests import make
from tests.project.source import modules


def told(target, by, **changes):
    entry = record(Verb.CHANGED, target, by=by, changes=changes)
    with translation.override("id"):
        (sentence,) = sentences_of([entry], by, lambda entry: True)
        return [(change.label, change.old.strip("–"), change.new) for change in sentence.changes]


@pytest.mark.parametrize(
    ("noted", "line"),
    [
        ({"present": [0, 12]}, ("Hadir", "0", "12")),
        ({"sessions": [4, 5]}, ("Sesi", "4", "5")),
        ({"training_status": ["approved", "running"]}, ("Status pelatihan", "Disetujui", "Berjalan")),
        ({"7": ["", "competent"]}, ("Peserta 7", "", "Kompeten")),
        ({"part": ["", "consents"]}, ("Bagian", "", "Persetujuan")),
        ({"attempt": ["", "2025-09-03 phone"]}, ("Percobaan", "", "3 September 2025, Telepon")),
        ({"status_reason": ["", "Mitra belum siap"]}, ("Alasan", "", "Mitra belum siap")),
    ],
)
def test_facts_of_a_training(cast, noted, line):
    assert told(make.training(cast.palu), cast.coordinator, **noted) == [line]


def test_facts_recorded_with_a_client(cast):
    client = make.client(cast.palu)
    lines = told(client, cast.coordinator, purpose=["", "after_term"], on=["", "2025-09-03"])
    assert lines == [
        ("Tujuan", "", "Tindak lanjut setelah masa bimbingan"),
        ("Per tanggal", "", "3 September 2025"),
    ]


def test_every_fact_that_an_action_notes_by_name_has_words():
    """Names written out in the actions, as {"name": [old, new]}."""
    noted = set()
    for tree in modules("actions").values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                noted |= {
                    key.value
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(value, ast.List) and len(value.elts) == 2
                }
    fields = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    assert len(noted) > 10
    assert noted - LABELS.keys() - fields == set()
