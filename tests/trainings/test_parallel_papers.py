"""Two people begin the same paper, or make it final, at the same moment."""

import pytest

from pembinaan.records import new_id
from tests import make
from tests.cast import make_cast
from tests.parallel import at_once, shared_database
from trainings.actions.papers import freeze_paper, start_paper
from trainings.models import Paper


@pytest.fixture
def world(transactional_db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    with shared_database(tmp_path):
        cast = make_cast()
        yield cast, make.training(cast.palu)


def test_there_is_one_draft_and_it_becomes_final_once(world):
    cast, training = world

    def begin(key):
        return start_paper(training=training, kind="proposal", form_key=key, by=cast.coordinator)

    made = at_once(begin, [new_id() for _each in range(4)])
    assert len({paper.pk for paper in made}) == Paper.objects.count() == 1

    def freeze(_number):
        return freeze_paper(paper=made[0], version=made[0].version, by=cast.coordinator)

    answers = at_once(freeze, range(4))
    assert [isinstance(answer, Paper) for answer in answers].count(True) == 1
    assert Paper.objects.get().state == "frozen"
