"""Choosing on the pages: reasons for passing over, rules set aside, pasted lists, fairness."""

import uuid

import pytest
from django.urls import reverse

from clients.actions.keep_apart import keep_apart
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from tests import make
from tests.clients import typed
from trainings.models import Enrolment, ShortlistDecision


@pytest.fixture
def training(cast):
    return make.training(cast.palu, title="Menjahit", capacity=2, status="approved")


@pytest.fixture
def page(client, cast):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def best(cast):
    return make.client(cast.palu, name="Paling Cocok", interests="Jahit", work="seeking")


def tick(page, training, people, **more):
    url = reverse("trainings:enrol", args=[training.pk])
    return page.post(url, {"client": [person.pk for person in people]} | more)


def shortlist(page, training, query=""):
    return page.get(reverse("trainings:candidates", args=[training.pk]) + query)


def pair(cast, one, other):
    values = {"client": one, "other": other, "note": "Korban perkara", "form_key": uuid.uuid4()}
    return keep_apart(**values, by=cast.head)


def test_the_reasons_stand_beside_the_name_with_their_sum(page, cast, training):
    soon = dates.add_months(training.ends_on, 6)
    make.client(cast.palu, interests="Jahit", work="employed", region_id="72.10", guidance_end=soon)
    content = shortlist(page, training).content.decode()
    (row,) = shortlist(page, training).context["rows"]
    good, bad, early = row.standing.good, row.standing.bad, row.standing.early
    taken_off = sum(points for _words, points in bad) + early[1]
    assert row.standing.score == sum(points for _words, points in good) - taken_off
    assert f"+25 {row.standing.good[0][0]}" in content


def test_the_first_of_the_list_need_no_reason(page, cast, best, training):
    make.client(cast.palu)
    assert tick(page, training, [best]).status_code == 302
    assert not ShortlistDecision.objects.exists()


def test_passing_somebody_over_asks_for_a_reason_and_loses_nothing(page, cast, best, training):
    taken = make.client(cast.palu, name="Terpilih")
    day = training.starts_on.isoformat()
    asked = tick(page, training, [taken], starts_on=day)
    assert asked.status_code == 422
    assert not Enrolment.objects.exists()
    content = asked.content.decode()
    assert [client.name for client in asked.context["skipped"]] == ["Paling Cocok"]
    assert f'name="client" value="{taken.pk}"' in content
    assert f'name="starts_on" value="{day}"' in content
    assert not asked.context["form"].errors
    again = tick(page, training, [taken], asked="1")
    assert list(again.context["form"].errors) == ["passed_reason"]


def test_a_given_reason_is_kept_with_what_the_list_showed(page, cast, best, training):
    taken = make.client(cast.palu)
    reason = make.reason("passed_over", "declined", name="Tidak bersedia")
    sent = {"passed_reason": reason.pk, "passed_note": "Ditelepon dua kali"}
    assert tick(page, training, [taken], **sent).status_code == 302
    (row,) = ShortlistDecision.objects.all()
    assert (row.client, row.kind, row.reason, row.note) == (best, "skipped", reason, "Ditelepon dua kali")
    assert row.score == sum(points for _code, points in row.facts)
    changes = AuditEntry.objects.get(verb="enrolled").changes
    assert changes["passed_over"] == ["", 1]
    assert not any(word in str(changes) for word in ("Paling", "Ditelepon"))


@pytest.mark.parametrize(("column", "code"), [("term", "term"), ("apart", "apart")])
def test_a_rule_may_be_set_aside_with_a_written_reason(page, cast, training, column, code):
    seated = make.enrolment(training).client
    ends = {"guidance_end": dates.today(cast.palu)} if column == "term" else {}
    person = make.client(cast.palu, **ends)
    if column == "apart":
        pair(cast, seated, person)
    asked = tick(page, training, [person])
    assert [client.pk for client in asked.context["bent"]] == [person.pk]
    assert tick(page, training, [person], asked="1", passed_note="Duduk di ruang lain").status_code == 302
    row = ShortlistDecision.objects.get()
    assert (row.client, row.kind, row.reason) == (person, "excluded", None)
    assert [code, 0] in row.facts


def test_a_clash_and_an_ended_guidance_may_not(page, cast, training):
    busy = make.client(cast.palu)
    make.enrolment(make.training(cast.palu), busy)
    answer = tick(page, training, [busy], asked="1", passed_note="Tetap ikut")
    assert [problem.code for row in answer.context["answers"] for problem in row.problems] == ["clash"]
    assert not training.enrolments.exists()


def test_the_coordinator_learns_the_row_and_nothing_else(page, cast, training):
    seated = make.enrolment(training, number=4).client
    other = make.client(cast.palu, name="Dipisahkan")
    pair(cast, seated, other)
    answer = shortlist(page, training)
    (shown,) = answer.context["excluded"]
    assert "4" in shown.problems[0].message
    assert "Korban" not in answer.content.decode()
    assert seated.name not in answer.content.decode()


def test_two_kept_apart_do_not_get_seats_together(page, cast, training):
    two = [make.client(cast.palu) for _ in range(2)]
    pair(cast, *two)
    asked = tick(page, training, two)
    assert asked.status_code == 422
    assert not training.enrolments.exists()


def test_ticking_a_nominated_client_turns_the_nomination_into_a_seat(page, cast, training):
    row = make.enrolment(training, status="nominated", starts_on=None, number=7)
    assert tick(page, training, [row.client]).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.number, row.version) == ("enrolled", 7, 2)
    assert row.starts_on is not None
    assert [(move.from_status, move.to_status) for move in row.moves.all()] == [("nominated", "enrolled")]


def test_pages_follow_the_ranking(page, cast, training):
    for number in range(45):
        make.client(cast.palu, name=f"Orang {number:02}")
    first = shortlist(page, training)
    second = shortlist(page, training, f"?after={first.context['page'].after}")
    places = [row.standing.place for row in [*first.context["rows"], *second.context["rows"]]]
    assert places == list(range(1, 46))
    assert second.context["page"].before
    assert second.context["page"].after is None


# Nominating from a pasted list


@pytest.fixture
def pk_page(client, cast):
    client.force_login(cast.counsellor)
    return client


def paste(page, training, *numbers, reason="Berminat"):
    url = reverse("trainings:nominate-list", args=[training.pk])
    return page.post(url, {"numbers": "\n".join(numbers), "reason": reason})


def test_every_pasted_row_gets_its_answer_and_the_rest_stays(pk_page, cast, training):
    fine = make.client(cast.palu, register_number="12/2025")
    listed = make.enrolment(training, make.client(cast.palu, register_number="13/2025")).client
    make.client(cast.palu, register_number="14/2025", name="Rahasia", restricted_flag=True)
    make.client(cast.luwuk, register_number="15/2025")
    answer = paste(pk_page, training, " 12/2025 ", "13/2025", "14/2025;15/2025", "99/2025", "12/2025")
    rows = {number: row and [p.code for p in row.problems] for number, row in answer.context["rows"]}
    assert rows == {"12/2025": [], "13/2025": ["listed"], "14/2025": None, "15/2025": None, "99/2025": None}
    assert answer.context["form"].initial["numbers"].split() == ["13/2025", "14/2025", "15/2025", "99/2025"]
    assert "Rahasia" not in answer.content.decode()
    assert set(training.enrolments.values_list("client", "status")) == {
        (fine.pk, "nominated"),
        (listed.pk, "enrolled"),
    }


def test_all_nominated_leads_on_and_a_missing_reason_keeps_the_text(pk_page, cast, training):
    person = make.client(cast.palu, register_number="12/2025")
    refused = paste(pk_page, training, "12/2025", reason="")
    assert refused.status_code == 422
    assert "12/2025" in refused.content.decode()
    assert paste(pk_page, training, "12/2025").url == training.get_absolute_url()
    assert training.enrolments.get().client == person


@pytest.mark.parametrize("text", [" ; ,", "\n".join(f"{n}/2025" for n in range(201))])
def test_nothing_and_too_many_are_refused(pk_page, training, text):
    assert list(paste(pk_page, training, text).context["form"].errors) == ["numbers"]


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_pasted_rows_costs_the_same(pk_page, cast, training, count):
    people = [make.client(cast.palu) for _ in range(count)]
    for person in people:
        make.enrolment(training, person, status="waiting", starts_on=None)
    numbers = [person.register_number for person in people]
    assert typed.cost(lambda: paste(pk_page, training, *numbers)) <= 12


# Fairness of the office


FAIRNESS = reverse("trainings:fairness")


def names(answer):
    return [row.name for row in answer.context["rows"]]


@pytest.fixture
def spread(cast, training):
    """Three clients: one who had a seat, one passed over, one who never had either."""
    today = dates.today(cast.palu)
    people = {
        name: make.client(cast.palu, name=name, guidance_start=dates.add_months(today, -months))
        for name, months in (("Adi", 12), ("Budi", 6), ("Cici", 3))
    }
    make.enrolment(training, people["Adi"])
    reason = make.reason("passed_over", "working", name="Bekerja")
    ShortlistDecision.objects.create(
        training=training,
        client=people["Budi"],
        kind="skipped",
        reason=reason,
        batch=uuid.uuid4(),
        by_name="R",
    )
    return people


def test_the_longest_wait_stands_first_and_the_reason_is_told(page, spread):
    answer = page.get(FAIRNESS)
    assert names(answer) == ["Budi", "Cici", "Adi"]
    assert "Bekerja" in answer.content.decode()
    summary = answer.context["summary"]
    assert (summary.people, summary.never, summary.passed) == (3, 2, 1)
    assert summary.longest_days == answer.context["rows"][0].days_waited > 150


@pytest.mark.parametrize(
    ("query", "found"), [("?show=never", ["Budi", "Cici"]), ("?show=passed", ["Budi"]), ("?show=x", 3)]
)
def test_the_filter_stands_in_the_address(page, spread, query, found):
    answer = names(page.get(FAIRNESS + query))
    assert answer == found or len(answer) == found


def test_a_search_for_people_is_recorded(page, spread):
    assert names(page.post(FAIRNESS, {"q": "cici"})) == ["Cici"]
    assert AuditEntry.objects.get(verb="searched").changes == {"found": ["", 1]}


def test_protected_clients_stand_there_for_whom_may_open_them(client, cast):
    make.client(cast.palu, name="Rahasia", restricted_flag=True)
    for who, seen in (("coordinator", []), ("counsellor", []), ("head", ["Rahasia"])):
        client.force_login(getattr(cast, who))
        assert names(client.get(FAIRNESS)) == seen


def test_the_view_costs_the_same_for_one_and_three(page, cast, spread):
    three = typed.cost(lambda: page.get(FAIRNESS))
    ShortlistDecision.objects.all().delete()
    Enrolment.objects.all().delete()
    for name in ("Budi", "Cici"):
        spread[name].delete()
    assert typed.cost(lambda: page.get(FAIRNESS)) == three <= 10
