"""Choosing participants: whom the list offers, and what becomes of the ticks."""

import uuid

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from tests import make
from trainings.models import Enrolment


@pytest.fixture
def training(cast):
    return make.training(cast.palu, capacity=2, status="approved")


@pytest.fixture
def page(client, cast):
    client.force_login(cast.coordinator)
    return client


def candidates(training):
    return reverse("trainings:candidates", args=[training.pk])


def tick(page, training, people, **more):
    url = reverse("trainings:enrol", args=[training.pk])
    return page.post(url, {"client": [person.pk for person in people]} | more)


def offered(answer):
    return [row.name for row in answer.context["rows"]]


def test_only_who_can_take_part_is_offered(page, cast, training):
    make.client(cast.palu, name="Boleh")
    make.client(cast.palu, name="Habis", guidance_end=dates.today(cast.palu))
    make.client(cast.luwuk, name="Tetangga")
    make.client(cast.palu, name="Rahasia", restricted_flag=True)
    make.enrolment(training)
    assert offered(page.get(candidates(training))) == ["Boleh"]


def test_the_own_pk_is_offered_a_protected_client(client, cast, training):
    make.client(cast.palu, name="Rahasia", restricted_flag=True, counsellor=cast.counsellor)
    client.force_login(cast.counsellor)
    assert offered(client.get(candidates(training))) == ["Rahasia"]


def test_the_search_is_posted_and_recorded_without_its_words(page, cast, training):
    make.client(cast.palu, name="Siti Aminah")
    make.client(cast.palu, name="Budi")
    assert offered(page.post(candidates(training), {"q": "aminah"})) == ["Siti Aminah"]
    entry = AuditEntry.objects.get(verb="searched")
    assert "aminah" not in str(entry.changes).lower()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("work=none", ["Budi", "Cici"]),
        ("work=seeking", ["Cici"]),
        ("category=CB", ["Cici"]),
        ("interest=jahit", ["Budi"]),
        ("region=72.71", ["Adi"]),
        ("region=nonsense&counsellor=x", ["Adi", "Budi", "Cici"]),
    ],
)
def test_filters_narrow_the_offer(page, cast, training, query, found):
    make.client(cast.palu, name="Adi", work="employed", region_id="72.71")
    make.client(cast.palu, name="Budi", interests="Menjahit")
    make.client(cast.palu, name="Cici", work="seeking", category="CB")
    assert sorted(offered(page.get(f"{candidates(training)}?{query}"))) == found


def test_an_early_end_of_the_guidance_is_a_warning(page, cast, training):
    soon = dates.add_months(training.ends_on, 6)
    make.client(cast.palu, guidance_end=soon)
    assert [row.ends_early for row in page.get(candidates(training)).context["rows"]] == [True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(page, cast, training, django_assert_num_queries, count):
    for _ in range(count):
        make.client(cast.palu, counsellor=cast.counsellor)
    page.get(reverse("trainings:list"))
    with django_assert_num_queries(12):
        assert len(page.get(candidates(training)).context["rows"]) == count


@pytest.mark.parametrize("count", [1, 20, 100])
def test_adding_any_number_costs_the_same(page, cast, training, django_assert_num_queries, count):
    people = [make.client(cast.palu) for _ in range(count)]
    page.get(reverse("trainings:list"))
    with django_assert_num_queries(18):
        tick(page, training, people)
    assert training.enrolments.count() == count


def test_the_ticked_get_seats_in_the_order_of_the_list(page, cast, training):
    people = [make.client(cast.palu, name=name) for name in ("Zul", "Adi", "Mina")]
    answer = tick(page, training, people)
    assert answer.url == training.get_absolute_url()
    rows = training.enrolments.order_by("number")
    assert [(row.client.name, row.status) for row in rows] == [
        ("Adi", "enrolled"),
        ("Mina", "enrolled"),
        ("Zul", "waiting"),
    ]


def test_who_is_refused_is_named_with_the_reason(page, cast, training):
    fine, listed = make.client(cast.palu), make.client(cast.palu)
    make.enrolment(training, listed)
    answer = tick(page, training, [fine, listed])
    assert answer.status_code == 200
    assert {a.client: [p.code for p in a.problems] for a in answer.context["answers"]} == {
        fine: [],
        listed: ["listed"],
    }
    assert fine.name in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"client": ["nonsense"]}])
def test_nothing_ticked_is_said(page, training, sent):
    answer = page.post(reverse("trainings:enrol", args=[training.pk]), sent, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_clients_of_other_offices_cannot_be_ticked(page, cast, training):
    tick(page, training, [make.client(cast.luwuk), make.client(cast.palu, restricted_flag=True)])
    assert not Enrolment.objects.exists()


def test_the_pk_nominates_with_a_reason(client, cast, training):
    client.force_login(cast.counsellor)
    who = make.client(cast.palu)
    tick(client, training, [who])
    assert not Enrolment.objects.exists()
    tick(client, training, [who], reason="Ingin berdagang")
    assert Enrolment.objects.get().status == "nominated"


def test_giving_seats_is_no_page_to_get(page, training):
    assert page.get(reverse("trainings:enrol", args=[training.pk])).status_code == 405


@pytest.mark.parametrize(
    ("who", "status"), [("head", 403), ("clerk", 403), ("sibling", 404), ("regional", 403)]
)
def test_who_may_not_add_is_refused(client, cast, training, who, status):
    client.force_login(getattr(cast, who))
    assert tick(client, training, [make.client(cast.palu)]).status_code == status


def test_nobody_is_offered_for_what_does_not_take_place(page, cast):
    make.client(cast.palu)
    cancelled = make.training(cast.palu, status="cancelled")
    answer = page.get(candidates(cancelled))
    assert offered(answer) == []
    assert tick(page, cancelled, [make.client(cast.palu)]).url == candidates(cancelled)


def test_a_guest_is_added_once(page, training):
    sent = {"form_key": uuid.uuid4(), "name": "Tamu", "origin": "Rutan Palu"}
    for _ in range(2):
        assert page.post(reverse("trainings:guest-create", args=[training.pk]), sent).status_code == 302
    assert Enrolment.objects.get().guest_name == "Tamu"


def test_a_participant_is_led_through_the_steps(page, cast, training):
    row = make.enrolment(training)

    def step(name, **sent):
        row.refresh_from_db()
        url = reverse("trainings:enrolment-move", args=[training.pk, row.pk, name])
        answer = page.post(url, {"version": row.version} | sent)
        row.refresh_from_db()
        return answer.status_code, row.status

    assert step("pause", note="Sakit", on=dates.today(training.office)) == (302, "paused")
    assert step("leave") == (422, "paused")
    reason = make.reason("left", "moved")
    assert step("leave", reason=reason.pk, on=training.ends_on) == (302, "left")
    assert step("return", on=training.ends_on) == (302, "enrolled")
    history = page.get(reverse("trainings:enrolment", args=[training.pk, row.pk])).content.decode()
    assert "Sakit" in history


def test_a_participant_of_another_training_has_no_page(page, cast, training):
    other = make.enrolment(make.training(cast.palu))
    assert page.get(reverse("trainings:enrolment", args=[training.pk, other.pk])).status_code == 404
