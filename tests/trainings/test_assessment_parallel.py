"""Officers who score at the same moment: each cell is kept, and in the same cell one of them is told."""

import pytest

from tests import make
from tests.cast import make_cast
from tests.parallel import at_once, shared_database
from tests.trainings.scoring import entry
from trainings.actions.assessment import record_scores
from trainings.models import Score, ScoreEvent


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        yield make_cast()


def test_different_cells_are_kept_and_the_same_cell_collides(world):
    training = make.training(world.palu)
    for _number in range(4):
        make.enrolment(training)

    def send(what):
        number, value = what
        (answer,) = record_scores(
            training=training, events=[entry(number, "pre", value)], by=world.coordinator
        )
        return answer.code

    codes = at_once(send, [(1, 10), (2, 20), (3, 30), (4, 40), (4, 41)])
    assert codes[:3] == ["stored"] * 3
    assert sorted(codes[3:]) == ["conflict", "stored"]
    assert Score.objects.count() == 4
    assert ScoreEvent.objects.filter(enrolment__number=4).count() == 2
    # One event that is sent twice at once is stored once.
    twice = entry(1, "post", 70)
    both = at_once(
        lambda one: record_scores(training=training, events=[one], by=world.coordinator), [twice] * 2
    )
    assert sorted(answer.code for (answer,) in both) == ["same", "stored"]
    assert ScoreEvent.objects.filter(test="post").count() == 1
