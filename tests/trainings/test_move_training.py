import pytest

from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.planning import move_training
from trainings.choices import TrainingStatus
from trainings.models import Training
from trainings.moves import TRAINING_MOVES

MOVES = [move for move in TRAINING_MOVES if move.name != "complete"]
PAIRS = [(move, status) for move in MOVES for status in TrainingStatus.values]


def in_status(cast, status):
    training = make.training(cast.palu, status="draft", sessions=1)
    done = {"completed_on": training.ends_on} if status == "completed" else {}
    Training.objects.filter(pk=training.pk).update(status=status, **done)
    return Training.objects.get(pk=training.pk)


def move_to(cast, training, move, **more):
    given = {"reason": make.reason(move.reason_kind, "other")} if move.reason_kind else {}
    return move_training(
        training=training, move=move.name, by=cast.head, **{"version": training.version} | given | more
    )


@pytest.mark.parametrize(("move", "status"), PAIRS, ids=lambda value: getattr(value, "name", value))
def test_the_table_decides_what_leads_where(cast, move, status):
    training = in_status(cast, status)
    if status in move.sources:
        assert move_to(cast, training, move).status == move.target
    else:
        with pytest.raises(RuleBroken) as refusal:
            move_to(cast, training, move)
        assert refusal.value.codes == {"move"}


@pytest.mark.parametrize("move", [move for move in MOVES if move.reason_kind], ids=lambda move: move.name)
@pytest.mark.parametrize("kind", [None, "absence"])
def test_a_coded_reason_of_the_right_kind_is_asked(cast, move, kind):
    training = in_status(cast, move.sources[0])
    with pytest.raises(RuleBroken) as refusal:
        move_to(cast, training, move, reason=kind and make.reason(kind, "work"))
    assert "reason" in refusal.value.error_dict


def named(name):
    return next(move for move in MOVES if move.name == name)


def test_approval_is_stamped_and_a_new_draft_needs_another(cast):
    training = move_to(cast, in_status(cast, "draft"), named("approve"))
    assert (training.approved_by_name, training.approved_at is None) == ("Surya Contoh", False)
    postponed = move_to(cast, training, named("postpone"), note="Menunggu DIPA")
    assert (postponed.status_reason.code, postponed.status_note) == ("other", "Menunggu DIPA")
    again = move_to(cast, postponed, named("resume"))
    assert (again.approved_by_name, again.approved_at, again.status_reason) == ("", None, None)


def test_a_move_is_recorded_with_old_and_new_status(cast):
    training = move_to(cast, in_status(cast, "approved"), named("cancel"), note="Tidak ada dana")
    entry = AuditEntry.objects.about(training).get()
    assert entry.verb == "moved"
    assert entry.changes["status"] == ["approved", "cancelled"]
    assert entry.changes["status_note"] == ["", "Tidak ada dana"]


def test_an_old_version_is_refused(cast):
    training = in_status(cast, "draft")
    with pytest.raises(RuleBroken) as refusal:
        move_to(cast, training, named("approve"), version=training.version + 1)
    assert refusal.value.codes == {"stale"}


def test_completing_has_another_door(cast):
    with pytest.raises(ValueError, match="complete"):
        move_training(training=in_status(cast, "running"), move="complete", version=1, by=cast.head)
