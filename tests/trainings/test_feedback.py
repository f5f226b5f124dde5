"""How satisfied participants are: slips of paper, one person, and what is shown from five answers on."""

import uuid

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.actions.feedback import record_feedback
from trainings.models import Feedback


@pytest.fixture
def training(cast):
    made = make.training(cast.palu)
    for number in range(6):
        make.enrolment(made, make.client(cast.palu, name=f"Peserta {number}"))
    return made


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.counsellor)
    return client


def slip(points=4, **more):
    return {"content": points, "teaching": points, "treatment": points, "remark": ""} | more


def give(cast, training, *slips, **more):
    values = {"given_on": dates.today(cast.palu), "form_key": uuid.uuid4(), "by": cast.coordinator}
    return record_feedback(training=training, slips=list(slips), **values | more)


def codes(*args, **more):
    with pytest.raises(RuleBroken) as refusal:
        give(*args, **more)
    return refusal.value.codes


def results(client, training):
    return client.get(reverse("trainings:feedback", args=[training.pk]))


def test_below_five_nothing_is_shown_and_from_five_on_the_mean(cast, training, officer):
    give(cast, training, slip(5, remark="Ruang panas"), *[slip(4)] * 3)
    page = results(officer, training)
    assert (page.context["count"], page.context["is_shown"]) == (4, False)
    assert "Ruang panas" not in page.content.decode()
    give(cast, training, slip(2))
    page = results(officer, training)
    assert [mean for _label, mean in page.context["means"]] == [3.8] * 3
    assert page.context["remarks"] == [("Ruang panas", None)]


def test_a_named_answer_shows_the_name_and_only_once(cast, training, officer):
    person = training.enrolments.first()
    give(cast, training, *[slip()] * 4)
    give(cast, training, slip(remark="Bagus"), enrolment=person)
    assert results(officer, training).context["remarks"] == [("Bagus", person.client.name)]
    assert codes(cast, training, slip(), enrolment=person) == {"given"}


def test_more_slips_than_participants_are_refused(cast, training):
    assert codes(cast, training, *[slip()] * 7) == {"too_many"}
    give(cast, training, *[slip()] * 6)
    assert codes(cast, training, slip()) == {"too_many"}


def test_what_is_refused(cast, training):
    assert codes(cast, training) == {"no_slip"}
    assert codes(cast, training, slip(), given_on=dates.add_months(training.starts_on, 1)) == {"in_future"}
    before = dates.add_months(training.starts_on, -1)
    assert codes(cast, training, slip(), given_on=before) == {"before_start"}
    assert codes(cast, training, slip(6)) == {"invalid"}
    assert codes(cast, make.training(cast.palu, status="draft"), slip()) == {"not_begun"}
    assert not Feedback.objects.exists()


def slips(*rows):
    data = {"given_on": str(dates.today()), "form_key": str(uuid.uuid4())}
    for number, points in enumerate(rows, start=1):
        names = ("content", "teaching", "treatment")
        data |= {f"{name}_{number}": value for name, value in zip(names, points, strict=True)}
    return data


def test_several_slips_are_keyed_in_on_one_page_and_once(training, officer):
    url = reverse("trainings:feedback-slips", args=[training.pk])
    assert officer.get(url).status_code == 200
    data = slips((5, 4, 3), (1, 2, 3))
    for _twice in range(2):
        assert officer.post(url, data).status_code == 302
    assert sorted(Feedback.objects.values_list("content", "teaching", "treatment", "enrolment")) == [
        (1, 2, 3, None),
        (5, 4, 3, None),
    ]


def test_a_slip_with_a_missing_answer_is_told_beside_its_field(training, officer):
    url = reverse("trainings:feedback-slips", args=[training.pk])
    page = officer.post(url, slips((5, 4, 3), (1, "", 3)))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["teaching_2"])
    assert officer.post(url, slips()).status_code == 422
    assert not Feedback.objects.exists()


def test_without_the_name_nothing_tells_who(cast, training, officer):
    person = training.enrolments.first()
    url = reverse("trainings:feedback-one", args=[training.pk, person.pk])
    data = slip() | {"given_on": str(dates.today()), "form_key": str(uuid.uuid4()), "anonymous": "on"}
    assert officer.post(url, data).status_code == 302
    assert Feedback.objects.get().enrolment is None
    told = "".join(f"{row.target_id}{row.target_name}{row.changes}" for row in AuditEntry.objects.all())
    assert str(person.pk) not in told
    assert person.client.name not in told
    del data["anonymous"]
    assert officer.post(url, data | {"form_key": str(uuid.uuid4())}).status_code == 302
    assert Feedback.objects.get(enrolment=person).content == 4


@pytest.mark.parametrize("count", [1, 3])
def test_results_cost_the_same(cast, training, officer, count, django_assert_max_num_queries):
    give(cast, training, *[slip()] * (5 - count))
    for person in training.enrolments.all()[:count]:
        give(cast, training, slip(remark="Baik"), enrolment=person)
    results(officer, training)
    with django_assert_max_num_queries(6):
        assert len(results(officer, training).context["remarks"]) == count
