"""The register of complaints: numbers without gaps, sealed at rest, read by few, every opening recorded."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.cast import make_cast
from tests.parallel import at_once, shared_database
from trainings.actions.complaints import answer_complaint, register_complaint
from trainings.models import Complaint
from trainings.rules.complaints import number_in_words

LIST = reverse("trainings:complaint-list")
TEXT = "Uang transpor belum dibayar"


def register(user, **more):
    day = more.pop("day", dates.today(user.office))
    values = {"about": "payment", "text": TEXT, "received_on": day, "training": None, "client": None}
    key = more.pop("form_key", None) or uuid.uuid4()
    return register_complaint(values=values | more, form_key=key, by=user)


def page_of(complaint):
    return reverse("trainings:complaint", args=[complaint.pk])


def test_numbers_run_by_office_and_year(cast):
    day = dates.today(cast.palu)
    last_year = dates.add_months(day, -12)
    made = [
        register(cast.coordinator),
        register(cast.counsellor),
        register(cast.sibling),
        register(cast.coordinator, day=last_year),
        register(cast.coordinator),
    ]
    words = [f"{number}/{year}" for number, year in
             ((1, day.year), (2, day.year), (1, day.year), (1, last_year.year), (3, day.year))]  # fmt: skip
    assert [number_in_words(row.number) for row in made] == words
    assert made[0].answer_by == day + timedelta(days=14)


def test_sending_twice_makes_one(cast):
    key = uuid.uuid4()
    assert register(cast.coordinator, form_key=key) == register(cast.coordinator, form_key=key)
    assert Complaint.objects.count() == 1


def test_what_is_said_is_sealed_and_stands_in_no_trail(cast):
    complaint = register(cast.coordinator, client=make.client(cast.palu, name="Kasim Lamakampali"))
    answer_complaint(complaint=complaint, answer="Sudah dibayar", on=complaint.received_on, by=cast.head)
    complaint.refresh_from_db()
    assert TEXT.encode() not in bytes(complaint.text_sealed)
    assert b"Sudah dibayar" not in bytes(complaint.answer_sealed)
    told = "".join(f"{row.target_name}{row.changes}" for row in AuditEntry.objects.all())
    assert not any(word in told for word in (TEXT, "Sudah", "Kasim"))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("head", 200),
        ("counsellor", 404),
        ("sibling", 404),
        ("regional", 404),
        ("clerk", 404),
    ],
)
def test_the_head_and_who_received_it_read_it_and_each_opening_is_recorded(cast, client, who, status):
    complaint = register(cast.coordinator)
    client.force_login(getattr(cast, who))
    for _twice in range(2):
        page = client.get(page_of(complaint))
        assert page.status_code == status
        assert (TEXT in page.content.decode()) is (status == 200)
    opened = AuditEntry.objects.about(complaint).filter(verb="viewed")
    assert opened.count() == (2 if status == 200 else 0)


def test_the_list_shows_no_text_and_each_the_own(cast, client):
    mine, other = register(cast.coordinator), register(cast.counsellor)
    for user, rows in ((cast.coordinator, [mine]), (cast.head, [other, mine]), (cast.sibling, [])):
        client.force_login(user)
        page = client.get(LIST)
        assert list(page.context["rows"]) == rows
        assert TEXT not in page.content.decode()


def test_the_head_alone_answers_and_once(cast, client):
    complaint = register(cast.coordinator)
    data = {"answer": "Dibayar besok", "on": str(dates.today(cast.palu))}
    client.force_login(cast.coordinator)
    assert client.post(page_of(complaint), data).status_code == 403
    client.force_login(cast.head)
    assert client.post(page_of(complaint), data).status_code == 302
    assert client.post(page_of(complaint), data).status_code == 422
    complaint.refresh_from_db()
    assert (complaint.state, complaint.answered_by_name) == ("answered", cast.head.get_full_name())
    assert "Dibayar besok" in client.get(page_of(complaint)).content.decode()


@pytest.mark.parametrize(
    ("values", "code"),
    [({"text": "  "}, "text_needed"), ({"day": dates.date(2999, 1, 1)}, "in_future")],
)
def test_what_is_refused(cast, values, code):
    with pytest.raises(RuleBroken) as refusal:
        register(cast.coordinator, **values)
    assert refusal.value.codes == {code}


def test_the_form_finds_a_client_by_number_or_leaves_who_complains_unnamed(cast, client):
    person = make.client(cast.palu)
    hidden = make.client(cast.palu, restricted_flag=True)
    client.force_login(cast.coordinator)
    data = {"about": "training", "text": TEXT, "received_on": str(dates.today(cast.palu))}

    def post(number):
        key = {"form_key": str(uuid.uuid4()), "register_number": number}
        return client.post(reverse("trainings:complaint-create"), data | key)

    assert [post(person.register_number.lower()).status_code, post("").status_code] == [302, 302]
    assert {row.client for row in Complaint.objects.all()} == {person, None}
    for number in (hidden.register_number, "X/1"):
        assert list(post(number).context["form"].errors) == ["register_number"]


def test_home_tells_the_head_alone(cast, client):
    register(cast.coordinator, day=dates.today(cast.palu) - timedelta(days=15))
    for who, number in (("head", 1), ("coordinator", 0)):
        client.force_login(getattr(cast, who))
        tasks = client.get(reverse("home")).context["tasks"]
        found = [task for task in tasks if task.url.startswith(LIST)]
        assert [(task.kind, task.count) for task in found] == [("bad", 1)] * number
    client.force_login(cast.head)
    assert client.get(found[0].url if found else f"{LIST}?state=open").context["page"].total == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(cast, client, count, django_assert_max_num_queries):
    for _complaint in range(count):
        register(cast.coordinator)
    client.force_login(cast.head)
    client.get(LIST)
    with django_assert_max_num_queries(5):
        client.get(LIST)


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        yield make_cast()


def test_twelve_at_once_get_twelve_numbers(world):
    made = at_once(lambda _number: register(world.coordinator).number % 100_000, range(12))
    assert sorted(made) == list(range(1, 13))
