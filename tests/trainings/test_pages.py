"""Every page of planning and enrolment: who may open it, what it costs, what it shows and does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pembinaan import dates
from tests import make
from trainings.models import Attendance

OPEN, GONE, FORBIDDEN = 200, 404, 403


def sign_in(client, user):
    client.force_login(user)
    return client


def warm(client):
    """The first page of a session also writes when it began."""
    client.get(reverse("trainings:list"))


@pytest.fixture
def scene(cast):
    """A training with a session and a participant, and one who waits."""
    partner = make.partner(cast.palu)
    training = make.training(cast.palu, sessions=1, status="approved", partner=partner)
    session = training.sessions.get()
    enrolment = make.enrolment(training)
    return training, session, enrolment


# Page: what coordinator, counsellor, head, clerk without a role, sibling Bapas and Kanwil are answered.
MATRIX = {
    "list": (OPEN, OPEN, OPEN, FORBIDDEN, OPEN, OPEN),
    "create": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OPEN, FORBIDDEN),
    "detail": (OPEN, OPEN, OPEN, FORBIDDEN, GONE, OPEN),
    "update": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "timetable": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "move start": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "move cancel": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "session-create": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "session-update": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "session-remove": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "candidates": (OPEN, OPEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "guest-create": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, FORBIDDEN),
    "enrolment": (OPEN, OPEN, OPEN, FORBIDDEN, GONE, GONE),
    "enrolment-move pause": (OPEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, GONE, GONE),
}
PEOPLE = ("coordinator", "counsellor", "head", "clerk", "sibling", "regional")
CASES = [(page, who, row[place]) for page, row in MATRIX.items() for place, who in enumerate(PEOPLE)]


def address(page, scene):
    training, session, enrolment = scene
    name, _blank, move = page.partition(" ")
    args = [] if name in ("list", "create") else [training.pk]
    args += [session.pk] if name in ("session-update", "session-remove") else []
    args += [enrolment.pk] if name.startswith("enrolment") else []
    return reverse(f"trainings:{name}", args=[*args, *([move] if move else [])])


@pytest.mark.parametrize(("page", "who", "status"), CASES)
def test_who_may_open_which_page(client, cast, scene, page, who, status):
    answer = sign_in(client, getattr(cast, who)).get(address(page, scene))
    assert answer.status_code == status


@pytest.mark.parametrize("page", MATRIX)
def test_strangers_are_asked_to_log_in(client, scene, page):
    assert client.get(address(page, scene)).status_code == 302


def test_approving_is_the_heads(client, cast):
    draft = make.training(cast.palu, status="draft")
    url = reverse("trainings:move", args=[draft.pk, "approve"])
    assert sign_in(client, cast.coordinator).get(url).status_code == FORBIDDEN
    assert sign_in(client, cast.head).get(url).status_code == OPEN
    assert client.post(url, {"version": draft.version}).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.approved_by_name) == ("approved", "Surya Contoh")


def test_what_should_be_known_before_approving_is_said(client, cast):
    draft = make.training(cast.palu, status="draft", sessions=0, programme=make.programme())
    page = sign_in(client, cast.head).get(reverse("trainings:move", args=[draft.pk, "approve"]))
    assert {note.code for note in page.context["notes"]} == {"no_sessions", "no_participants", "no_partner"}


def test_a_move_that_is_not_possible_leads_back(client, cast, scene):
    url = reverse("trainings:move", args=[scene[0].pk, "resume"])
    assert sign_in(client, cast.coordinator).get(url).url == scene[0].get_absolute_url()


@pytest.mark.parametrize("move", ["complete", "nonsense"])
def test_unknown_moves_and_completing_have_no_page_here(client, cast, scene, move):
    url = f"/trainings/{scene[0].pk}/moves/{move}/"
    assert sign_in(client, cast.coordinator).get(url).status_code == GONE


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("coordinator", 8), ("regional", 9), ("national", 8)])
def test_the_list_costs_the_same_for_any_number(client, cast, django_assert_num_queries, count, who, queries):
    for number in range(count):
        training = make.training(cast.palu, title=f"Pelatihan {number}", partner=make.partner(cast.palu))
        make.enrolment(training)
    warm(sign_in(client, getattr(cast, who)))
    with django_assert_num_queries(queries):
        page = client.get(reverse("trainings:list"))
    assert page.content.decode().count("Pelatihan ") >= count
    assert "1/20" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_training_costs_the_same_for_any_number(client, cast, django_assert_num_queries, count):
    partner = make.partner(cast.palu)
    training = make.training(cast.palu, sessions=count, partner=partner)
    people = [make.enrolment(training) for _ in range(count)]
    warm(sign_in(client, cast.coordinator))
    with django_assert_num_queries(10):
        page = client.get(training.get_absolute_url()).content.decode()
    assert all(row.client.name in page for row in people)


@pytest.mark.parametrize("who", ["regional", "national"])
def test_above_the_bapas_only_counts_are_shown(client, cast, scene, who):
    training, _session, enrolment = scene
    page = sign_in(client, getattr(cast, who)).get(training.get_absolute_url()).content.decode()
    assert enrolment.client.name not in page
    assert enrolment.client.register_number not in page


def test_a_protected_participant_is_shown_by_number_alone(client, cast, scene):
    training = scene[0]
    young = make.client(cast.palu, name="Nama Rahasia", restricted_flag=True)
    seat = make.enrolment(training, young, status="nominated", note="Alasan pribadi")
    sign_in(client, cast.coordinator)
    for url in (training.get_absolute_url(), reverse("trainings:enrolment", args=[training.pk, seat.pk])):
        page = client.get(url).content.decode()
        assert "Nama Rahasia" not in page
        assert "Alasan pribadi" not in page
        assert young.register_number in page
    assert "Nama Rahasia" in sign_in(client, cast.head).get(training.get_absolute_url()).content.decode()


def test_an_ended_guidance_is_flagged(client, cast, scene):
    training, _session, enrolment = scene
    who = enrolment.client
    who.guidance_end = dates.today(cast.palu)
    who.save()
    page = sign_in(client, cast.coordinator).get(training.get_absolute_url())
    assert page.context["overview"].seated[0].flag


FILTERS = [
    ("status=running", {"running"}),
    ("status=draft", {"draft"}),
    ("needs=approval", {"draft"}),
    ("needs=completion", {"running"}),
    ("needs=attendance", {"running"}),
    ("needs=sessions", {"draft"}),
    ("period=2026-10", {"running"}),
    ("period=2026", {"running", "draft"}),
    ("period=1999", set()),
    ("q=BAWANG", {"draft"}),
    ("status=nonsense&needs=x&period=x&programme=y&partner=z", {"running", "draft"}),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_filters_stand_in_the_address(client, cast, time_machine, query, found):
    time_machine.move_to("2026-11-24 08:00 +0800", tick=False)
    day = dates.today(cast.palu)
    make.training(cast.palu, day=day - timedelta(days=40), status="running")
    make.training(cast.palu, sessions=0, day=day, status="draft", title="Bawang goreng")
    page = sign_in(client, cast.coordinator).get(f"{reverse('trainings:list')}?{query}")
    assert {row.status for row in page.context["rows"]} == found


def test_the_kanwil_filters_by_office(client, cast):
    make.training(cast.palu)
    there = make.training(cast.luwuk)
    make.training(cast.far)
    page = sign_in(client, cast.regional).get(f"{reverse('trainings:list')}?office={cast.luwuk.pk}")
    assert list(page.context["rows"]) == [there]


def test_a_long_timetable_shows_what_is_next(cast, client):
    client.force_login(cast.coordinator)
    training = make.training(cast.palu, sessions=20)
    training.sessions.filter(number__lte=5).update(status="held")
    overview = client.get(training.get_absolute_url()).context["overview"]
    assert [session.number for session in overview.near_sessions] == list(range(6, 14))
    assert [session.number for session in overview.earlier_sessions] == list(range(1, 6))
    assert [session.number for session in overview.later_sessions] == list(range(14, 21))


@pytest.mark.parametrize(("who", "leads"), [("coordinator", True), ("head", False)])
def test_what_is_missing_leads_only_where_the_reader_may_go(cast, client, who, leads):
    client.force_login(getattr(cast, who))
    gaps = client.get(make.training(cast.palu, sessions=0).get_absolute_url()).context["overview"].gaps()
    assert [bool(gap.url) for gap in gaps if gap.urgent] == [leads, leads]


def test_the_next_step_of_the_coordinator_is_the_primary_one(cast, client):
    client.force_login(cast.coordinator)
    training = make.training(cast.palu, status="running")

    def primary():
        page = client.get(training.get_absolute_url()).content.decode()
        head = page.split('class="page-head"')[1].split("</main>")[0].split("<section")[0]
        return [part.split('href="')[1].split('"')[0] for part in head.split("btn btn-primary")[1:]]

    def step(name, *args):
        return reverse(f"trainings:{name}", args=[training.pk, *args])

    assert primary() == [step("candidates")]
    session = training.sessions.get()
    seat = make.enrolment(training)
    assert primary() == [step("attendance", session.pk)]
    Attendance.objects.create(
        session=session,
        enrolment=seat,
        mark="present",
        marked_at=timezone.now(),
        marked_by=cast.coordinator,
        marked_by_name="Rina",
    )
    training.sessions.update(status="held")
    assert primary() == [step("results")]
    training.enrolments.update(result="competent")
    assert primary() == [step("complete")]
