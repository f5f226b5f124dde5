"""Results are saved row by row: nobody overwrites somebody else silently, and the message equals the rows."""

import pytest

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings import naive
from tests.trainings.after import held, people, stored
from tests.trainings.test_complete_training import complete
from trainings.actions.results import Entry, record_results


@pytest.fixture
def training(cast):
    made = held(cast, "P P", "P P", "A A")
    made.enrolments.update(result="")
    return made


def save(cast, training, *entries):
    return record_results(training=training, results=entries, by=cast.coordinator)


def results(training):
    return [person.result for person in people(training)]


def test_each_row_is_saved_once(cast, training):
    entries = [Entry(1, "competent"), Entry(2, "not_yet_competent", "Ulangi praktik")]
    assert save(cast, training, *entries).saved == [1, 2]
    assert save(cast, training, *entries).saved == []
    assert results(training) == ["competent", "not_yet_competent", ""]
    assert people(training)[1].result_note == "Ulangi praktik"
    entry = AuditEntry.objects.about(training).get()
    assert (entry.verb, entry.changes) == (
        "assessed",
        {"1": ["", "competent"], "2": ["", "not_yet_competent"]},
    )


def test_a_row_changed_meanwhile_is_told_and_the_others_are_saved(cast, training):
    save(cast, training, Entry(1, "competent", version=1))
    answer = save(cast, training, Entry(1, "not_yet_competent", version=1), Entry(2, "competent", version=1))
    assert answer.saved == [2]
    assert [problem.code for problem in answer.problems[1]] == ["stale"]
    assert results(training) == ["competent", "competent", ""]
    again = save(cast, training, Entry(1, "not_yet_competent", version=2))
    assert again.saved == [1]


def test_a_fill_never_touches_a_result(cast, training):
    save(cast, training, Entry(1, "not_yet_competent"))
    answer = save(cast, training, *[Entry(n, "competent", is_fill=True) for n in (1, 2)])
    assert (answer.saved, answer.problems) == ([2], {})
    assert results(training) == ["not_yet_competent", "competent", ""]


@pytest.mark.parametrize(
    ("number", "result", "code"), [(9, "competent", "not_on_list"), (1, "best", "unknown")]
)
def test_strange_rows_are_refused(cast, training, number, result, code):
    answer = save(cast, training, Entry(number, result))
    assert [problem.code for problem in answer.problems[number]] == [code]
    assert results(training) == ["", "", ""]


def test_who_waits_has_no_result(cast, training):
    make.enrolment(training, status="waiting", starts_on=None)
    assert save(cast, training, Entry(4, "competent")).problems[4][0].code == "not_on_list"


@pytest.mark.parametrize("status", ["draft", "postponed", "cancelled"])
def test_no_results_before_approval(cast, training, status):
    training.status = status
    training.save()
    with pytest.raises(RuleBroken) as refusal:
        save(cast, training, Entry(1, "competent"))
    assert refusal.value.codes == {"not_open"}


def test_after_completion_a_correction_needs_a_note_and_reaches_the_tally(cast, training):
    save(cast, training, Entry(1, "competent"), Entry(2, "competent"))
    complete(cast, training)
    answer = save(cast, training, Entry(1, "not_yet_competent"), Entry(2, ""))
    assert {n: p[0].code for n, p in answer.problems.items()} == {1: "note_needed", 2: "needed"}
    save(cast, training, Entry(1, "not_yet_competent", "Nilai tertukar"))
    training.refresh_from_db()
    assert results(training) == ["not_yet_competent", "competent", ""]
    assert stored(training) == naive.recount(training)


def test_the_tally_follows(cast, training):
    save(cast, training, Entry(1, "competent"))
    training.refresh_from_db()
    assert stored(training) == naive.recount(training)


def test_queries_do_not_grow_with_the_rows(cast, training, django_assert_num_queries):
    with django_assert_num_queries(8):
        save(cast, training, Entry(1, "competent"))
    with django_assert_num_queries(8):
        save(
            cast,
            training,
            Entry(2, "competent"),
            Entry(3, "not_yet_competent"),
            Entry(1, "not_yet_competent"),
        )
