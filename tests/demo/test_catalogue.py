import pytest

from pembinaan.demo.catalogue import load_catalogue
from trainings.models import Module, Programme

pytestmark = pytest.mark.django_db


def jp(code):
    return [module.jp for module in Programme.objects.get(code=code).modules.all()]


def test_the_fried_onion_programmes_have_their_hours():
    load_catalogue()
    assert jp("bawang-goreng") == [1, 1, 1, 2, 1, 1, 1]
    assert jp("bawang-goreng-3-hari") == [3, 3, 3, 6, 3, 3, 3]
    assert sum(jp("bawang-goreng-5")) == 8
    assert len(jp("bawang-goreng-5")) == 5


@pytest.mark.parametrize("code", ["bawang-goreng", "bawang-goreng-3-hari", "bawang-goreng-5"])
def test_each_module_of_the_fried_onions_has_steps_to_show(code):
    load_catalogue()
    for module in Programme.objects.get(code=code).modules.all():
        steps = module.checklist.all()
        assert [step.order for step in steps] == list(range(1, len(steps) + 1))
        assert len(steps) >= 2
        for step in steps:
            step.full_clean()


def test_every_programme_is_national_current_and_valid():
    load_catalogue()
    programmes = list(Programme.objects.all())
    assert len(programmes) >= 13
    for programme in programmes:
        programme.full_clean()
        assert programme.office is None
        assert programme.is_current
        for module in programme.modules.all():
            module.full_clean()


def test_loading_again_changes_nothing_and_leaves_edited_programmes():
    load_catalogue()
    Programme.objects.filter(code="barista").update(title="Barista kopi Kulawi")
    Module.objects.filter(programme__code="barista", order=1).delete()
    before = Programme.objects.count(), Module.objects.count()
    load_catalogue()
    assert (Programme.objects.count(), Module.objects.count()) == before
    assert Programme.objects.get(code="barista").title == "Barista kopi Kulawi"
