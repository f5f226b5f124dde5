"""The rule that warns of a drop-out, the page that asks what was done, and what opens it again."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.trainings.after import mark
from trainings.actions.drop_out import answer_warning
from trainings.dropping_out import unanswered, warned
from trainings.models import DropOutAnswer, Enrolment
from trainings.rules.drop_out import Facts, fingerprint, signs

LIST = reverse("trainings:drop-out-list")
DAY = dates.date(2026, 3, 31)


def facts(sheet, *, ahead=8, **more):
    """'P' followed 4 JP, 'A' missed, 'X' excused with an accepted reason; `ahead` in JP."""
    came, missed = sheet.count("P"), sheet.count("A")
    sessions = tuple((f"s{number}", word == "A") for number, word in enumerate(sheet))
    return Facts(sessions, came * 180, (came + missed) * 180, ahead * 45, **more)


def codes(sheet, **more):
    return [sign.code for sign in signs(facts(sheet, **more))]


@pytest.mark.parametrize(
    ("sheet", "more", "found"),
    [
        ("", {}, []),
        ("P", {}, []),
        ("A", {"ahead": 20}, []),  # one session says little of the share
        ("PA", {"ahead": 20}, ["below"]),
        ("PA", {"ahead": 11}, ["lost"]),  # 15 of 19 JP
        ("PA", {"ahead": 12}, ["below"]),  # exactly 80 %
        ("PA", {"ahead": 0, "least": 50}, []),
        ("PPAA", {"ahead": 24}, ["below", "missed"]),
        ("AAP", {"ahead": 40}, ["below"]),  # who came since is back
        ("AXA", {"ahead": 40}, ["below"]),  # an accepted absence breaks the row
        ("XX", {}, []),
        ("PPPP", {"guidance_end": DAY, "last_day": DAY}, []),
        ("PPPP", {"guidance_end": DAY, "last_day": DAY + timedelta(days=1)}, ["guidance"]),
    ],
)
def test_the_rule(sheet, more, found):
    assert codes(sheet, **more) == found


def test_only_a_new_fact_changes_the_fingerprint():
    before = fingerprint(facts("PAA", ahead=40))
    assert fingerprint(facts("PAAP", ahead=36)) == before
    assert fingerprint(facts("PAAA", ahead=36)) != before
    assert fingerprint(facts("PAAP", ahead=0)) != before  # no longer enough
    ending = {"guidance_end": DAY, "last_day": DAY + timedelta(days=1)}
    assert fingerprint(facts("PAAP", ahead=36, **ending)) != before


@pytest.fixture
def training(cast):
    """Four sessions, two of them held and two ahead."""
    day = dates.today(cast.palu) - timedelta(days=2)
    made = make.training(cast.palu, day=day, sessions=4)
    made.sessions.filter(number__lte=2).update(status="held")
    return made


def someone(cast, training, sheet, **more):
    person = make.enrolment(training, make.client(cast.palu, **{"counsellor": cast.counsellor} | more))
    for session, word in zip(training.sessions.order_by("number"), sheet.split(), strict=False):
        mark(session, person, word, cast.coordinator)
    return person


def found(user, **more):
    return {one.enrolment.pk: [sign.code for sign in one.signs] for one in warned(user, today(user), **more)}


def today(user):
    return dates.today(user.office)


def test_marks_become_facts(cast, training):
    missed = someone(cast, training, "A A")
    someone(cast, training, "P P")
    someone(cast, training, "X X")
    late = someone(cast, training, "L100 L100")
    unaccepted = someone(cast, training, "R R")
    someone(cast, training, "- -")
    short = someone(cast, training, "P P", guidance_end=today(cast.head))
    assert found(cast.head) == {
        missed.pk: ["lost", "missed"],
        late.pk: ["lost"],
        unaccepted.pk: ["lost", "missed"],
        short.pk: ["guidance"],
    }


def test_nobody_is_warned_of_who_left_or_of_another_office(cast, training):
    person = someone(cast, training, "A A")
    assert found(cast.sibling) == {}
    Enrolment.objects.filter(pk=person.pk).update(
        status="left", leave_reason=make.reason("left", "work"), ends_on=training.starts_on
    )
    assert found(cast.head) == {}


def test_restricted_people_only_where_they_are_open(cast, training):
    child = someone(cast, training, "A A", category="ANAK_DIVERSI")
    other = someone(cast, training, "A A", counsellor=None)
    assert set(found(cast.head)) == {child.pk, other.pk}
    assert set(found(cast.coordinator)) == {other.pk}
    assert set(found(cast.counsellor, own=True)) == {child.pk}


def answer(person, cast, seen=None, **more):
    seen = (
        seen
        or next(one for one in warned(cast.head, today(cast.head)) if one.enrolment == person).fingerprint
    )
    values = {"answer": "contacted", "form_key": uuid.uuid4(), "by": cast.counsellor}
    return answer_warning(enrolment=person, seen=seen, **values | more)


def test_an_answer_holds_until_a_new_fact(cast, training):
    person = someone(cast, training, "P A")
    answer(person, cast)
    assert unanswered(cast.head, today(cast.head)) == []
    third = training.sessions.get(number=3)
    third.status = "held"
    third.save()
    mark(third, person, "A", cast.coordinator)
    assert [one.enrolment for one in unanswered(cast.head, today(cast.head))] == [person]


def test_what_is_refused(cast, training):
    person = someone(cast, training, "A A")
    for more, code in (
        ({"seen": "x" * 64}, "stale"),
        ({"answer": "nothing"}, "note_needed"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            answer(person, cast, **more)
        assert refusal.value.codes == {code}
    answer(person, cast, answer="nothing", note="Sudah bekerja")
    with pytest.raises(RuleBroken) as refusal:
        answer(person, cast)
    assert refusal.value.codes == {"answered"}
    assert DropOutAnswer.objects.count() == 1
    entry = AuditEntry.objects.filter(verb="answered").get()
    assert "Sudah bekerja" not in str(entry.changes)


def test_the_pages(cast, training, client):
    person = someone(cast, training, "A A", phone="6281234567890")
    client.force_login(cast.counsellor)
    page = client.get(LIST)
    assert [one.enrolment for one in page.context["open"]] == [person]
    url = reverse("trainings:drop-out-answer", args=[training.pk, person.pk])
    form = client.get(url)
    chat = form.context["chat_url"]
    assert chat.startswith("https://wa.me/62")
    assert not any(word in chat.lower() for word in ("bapas", "klien", person.client.name.lower()))
    data = {"seen": form.context["form"]["seen"].value(), "answer": "visited", "form_key": uuid.uuid4()}
    assert client.post(url, data).url == LIST
    assert client.post(url, data).url == LIST
    page = client.get(LIST)
    assert (len(page.context["open"]), len(page.context["answered"])) == (0, 1)
    assert client.post(url, data | {"form_key": uuid.uuid4()}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(cast, training, client, count, django_assert_num_queries):
    for _person in range(count):
        someone(cast, training, "A A")
    client.force_login(cast.coordinator)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
