"""Catch-up sessions: for those who missed one, and for nobody else."""

import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings.after import held, stored
from tests.trainings.naive import recount
from tests.trainings.test_sessions import change
from trainings.actions.attendance import fill_rest
from trainings.actions.catch_up import add_catch_up
from trainings.models import CatchUp, Session
from trainings.rules.instructor_link import hash_of
from trainings.views.instructor_page import InstructorLink


@pytest.fixture
def missed(cast):
    """Yesterday: absent, excused, sick without an accepted reason, present, and absent but gone."""
    made = held(cast, "A", "X", "R", "P", "A", ago=1)
    gone = made.enrolments.get(number=5)
    gone.status, gone.leave_reason, gone.ends_on = "left", make.reason("left", "work"), made.starts_on
    gone.save()
    return made.sessions.select_related("training__office").get()


def values(missed, **more):
    today = dates.today(missed.training.office)
    plain = {"day": today, "starts": time(0), "ends": time(3), "place": "Aula", "venue": None}
    return plain | {"jp": 4, "instructors": {}, "override_reason": ""} | more


def add(cast, missed, numbers=(1, 2), **more):
    people = list(missed.training.enrolments.filter(number__in=numbers).values_list("pk", flat=True))
    return add_catch_up(
        missed=missed,
        people=people,
        values=values(missed, **more),
        form_key=uuid.uuid4(),
        by=cast.coordinator,
    )


def test_only_the_named_stand_on_the_sheet_and_what_they_follow_counts(cast, missed):
    session = add(cast, missed)
    assert (session.is_catch_up, session.number) == (True, 2)
    assert [(part.module_id, part.jp) for part in session.parts.all()] == [
        (part.module_id, part.jp) for part in missed.parts.all()
    ]
    recorded = fill_rest(session=session, by=cast.counsellor)
    assert sorted(recorded.rows) == [1, 2]
    rows = missed.training.enrolments.with_attendance().order_by("number")
    assert [(row.minutes_expected, row.minutes_credited) for row in rows] == [
        (180, 180),
        (180, 180),
        (180, 0),
        (180, 180),
        (180, 0),
    ]
    assert stored(missed.training) == recount(missed.training)


@pytest.mark.parametrize(
    ("numbers", "edit", "code"),
    [
        ((), {}, "nobody"),
        ((4,), {}, "not_missed"),
        ((1, 5), {}, "not_missed"),
        ((1,), {"jp": 5}, "jp"),
        ((1,), {"day": None}, "before"),
    ],
)
def test_what_cannot_be_caught_up_is_refused(cast, missed, numbers, edit, code):
    if "day" in edit:
        edit = {"day": missed.day - timedelta(days=1)}
    with pytest.raises(RuleBroken) as refusal:
        add(cast, missed, numbers, **edit)
    assert refusal.value.codes == {code}
    assert not CatchUp.objects.exists()


def test_nobody_catches_up_twice_on_one_session_nor_on_a_catch_up(cast, missed):
    session = add(cast, missed, [1])
    with pytest.raises(RuleBroken) as refusal:
        add(cast, missed, [1], starts=time(4), ends=time(5))
    assert refusal.value.codes == {"not_missed"}
    Session.objects.filter(pk=session.pk).update(status="held")
    with pytest.raises(RuleBroken) as refusal:
        add(cast, Session.objects.select_related("training__office").get(pk=session.pk), [1])
    assert refusal.value.codes == {"is_catch_up"}
    planned = make.training(cast.palu).sessions.get()
    with pytest.raises(RuleBroken) as refusal:
        add(cast, planned, [1])
    assert refusal.value.codes == {"not_held"}


@pytest.mark.parametrize(
    ("edit", "code"), [({"is_catch_up": False}, "names_people"), ({"is_catch_up": True, "jp": 9}, "jp")]
)
def test_a_change_keeps_it_a_catch_up_within_what_was_missed(cast, missed, edit, code):
    session = add(cast, missed)
    with pytest.raises(RuleBroken) as refusal:
        change(cast, session, day=session.day, **{"parts": {}, "jp": 3} | edit)
    assert code in refusal.value.codes


def test_the_page_offers_those_who_missed_it(client, cast, missed, django_assert_max_num_queries):
    client.force_login(cast.coordinator)
    url = reverse("trainings:catch-up", args=[missed.training_id, missed.pk])
    with django_assert_max_num_queries(12):
        form = client.get(url).context["form"]
    assert [label.split(".")[0] for _key, label in form.fields["people"].choices] == ["1", "2", "3"]
    chosen = [key for key, _label in form.fields["people"].choices][:2]
    data = {"form_key": uuid.uuid4(), "people": chosen, "day": values(missed)["day"].isoformat()}
    data |= {"starts": "00:00", "ends": "03:00", "place": "Aula", "jp": 4}
    assert client.post(url, data | {"jp": 9}).status_code == 422
    for _round in range(2):
        assert client.post(url, data).status_code == 302
    session = Session.objects.get(is_catch_up=True)
    assert CatchUp.objects.filter(session=session).count() == 2
    sheet = client.get(session.get_absolute_url())
    assert [person.number for person in sheet.context["people"]] == [1, 2]
    roster = next(one["roster"] for one in sheet.context if hasattr(one.get("roster"), "others"))
    assert roster.others == []
    detail = client.get(missed.training.get_absolute_url())
    assert detail.context["overview"].jp == missed.jp


def test_the_instructor_sees_the_named_alone(client, cast, missed):
    session = add(cast, missed)
    InstructorLink.objects.create(
        session=session,
        secret_hash=hash_of("rahasia"),
        expires_at=session.ends_at + timedelta(days=2),
        made_by=cast.coordinator,
        made_by_name="Rina",
    )
    page = client.get(reverse("instructor-page", args=["rahasia"]))
    assert [line.number for line in page.context["lines"]] == [1, 2]
