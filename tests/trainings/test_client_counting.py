"""The tally of clients equals a look at every client on every day, whatever happened."""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.actions.register import change_client, end_client, register_client, reopen_client
from clients.actions.work import record_work_status
from clients.models import Client, WorkStatus
from pembinaan import dates
from pembinaan.accounts.models import Office
from tests import make
from tests.clients.importing import file_of, saved, undone
from tests.trainings import naive
from tests.trainings.after import held
from tests.trainings.test_tally import stored
from trainings.actions.completion import complete_training
from trainings.client_counting import Difference, recount, recount_all
from trainings.models import ClientTally, CountedClient, FollowUp, OfficeTally, StaleMonth
from trainings.models.tally import BREAKDOWN, OF_CLIENTS, STOCKS
from trainings.rolling import roll_up
from trainings.tallying import refresh_tally

FIRST, LAST = date(2023, 6, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
ANY_DAY = st.sampled_from(DAYS)
LIVES = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["L", "P", ""]),
        "birth_date": st.sampled_from(
            [
                None,
                date(1990, 5, 5),
                date(2008, 2, 29),
                date(2007, 1, 31),
                date(1960, 2, 29),
                date(1959, 9, 1),
            ]
        ),
        "category": st.sampled_from(["PB", "PB", "ANAK_DIVERSI"]),
        "region_id": st.sampled_from([None, "72.71"]),
        "start": ANY_DAY,
        "start_is_known": st.booleans(),
        "ended": st.none()
        | st.tuples(ANY_DAY, st.sampled_from(["completed", "new_offence", "broke_conditions"])),
        "undated": st.sampled_from(["unknown", "unknown", "seeking", "employed"]),
        "works": st.dictionaries(
            ANY_DAY,
            st.sampled_from(["casual", "own_business", "seeking", "not_working", "unknown", "studying"]),
        ),
        "completions": st.lists(ANY_DAY, max_size=3),
    }
)


def live(office, trainings, life):
    """A client with this history, as the actions would have written it."""
    ended = {}
    if life["ended"]:
        day, reason = life["ended"]
        ended = {"status": "ended", "ended_on": day, "end_reason": reason}
    own = {name: life[name] for name in ("sex", "birth_date", "category", "region_id")}
    latest = {"work": life["undated"]}
    if life["works"]:
        day = max(life["works"])
        latest = {"work": life["works"][day], "work_since": day, "imported": {"work": life["undated"]}}
    start = life["start"] if life["start_is_known"] else None
    client = make.client(office, guidance_start=start, guidance_end=None, **own, **latest, **ended)
    # Not yet on the day before by the clock of the world, but already at the office's.
    made = datetime.combine(life["start"], time(2), office.zone)
    Client.objects.filter(pk=client.pk).update(created_at=made)
    WorkStatus.objects.bulk_create(
        WorkStatus(client=client, on=day, status=status) for day, status in life["works"].items()
    )
    for training, day in zip(trainings, life["completions"], strict=False):
        make.enrolment(training, client, status="completed", completed_on=day)
    return client


def years_of(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Naive:
    """One look a day."""

    def __init__(self, life):
        self.life = life
        self.ended_on = life["ended"][0] if life["ended"] else date.max
        self.start = min(life["start"], self.ended_on)
        self.flows, self.stocks, work = Counter(), defaultdict(Counter), life["undated"]
        self.idle_months, self.was_idle_at_end, was_idle, was_trained = set(), False, False, False
        for day in DAYS:
            work = life["works"].get(day, work)
            states = self.states(day, work)
            if day.day == 1:
                self.was_idle_at_end = was_idle
            was_idle = "idle" in states
            self.count_flows(day, states, new="active_trained" in states and not was_trained)
            was_trained |= "active_trained" in states
            if (day + timedelta(days=1)).day == 1:
                self.stocks[day.replace(day=1)].update((self.cell(day), name) for name in states)

    def cell(self, day):
        life = self.life
        group = "child" if self.is_child(day) else "adult"
        return life["sex"], group, life["category"], life["region_id"] or ""

    def is_child(self, day):
        born = self.life["birth_date"]
        return self.life["category"].startswith("ANAK") or (bool(born) and years_of(born, day) < 18)

    def states(self, day, work):
        if not self.start <= day <= self.ended_on:
            return set()
        born, life = self.life["birth_date"], self.life
        adult = not self.is_child(day) and (born is None or years_of(born, day) <= 64)
        recent = [s for on, s in life["works"].items() if 0 <= (day - on).days <= 90]
        answers = {
            "active": True,
            "working_age": adult,
            "at_work": adult and work in ("employed", "casual", "own_business"),
            "work_unknown": adult and work == "unknown",
            "idle": work in ("seeking", "not_working"),
            "work_known": any(status != "unknown" for status in recent),
            "active_trained": any(done <= day for done in life["completions"]),
        }
        return {name for name, answer in answers.items() if answer}

    def count_flows(self, day, states, *, new):
        month, names = day.replace(day=1), []
        if day == self.start:
            names.append("began")
        if "idle" in states and not self.was_idle_at_end and month not in self.idle_months:
            self.idle_months.add(month)
            names.append("idle_began")
        this_year = [done for done in self.life["completions"] if done.year == day.year]
        if this_year and day == min(this_year):
            names += ["trained"] + ["trained_idle"] * ("idle" in states)
        if new:
            names.append("first_trained")
        if day == self.ended_on and self.life["ended"][1] != "completed":
            name = {"new_offence": "reoffended", "broke_conditions": "revoked"}[self.life["ended"][1]]
            names += [name] + [f"{name}_trained"] * ("active_trained" in states)
        self.flows.update((month, self.cell(day), name) for name in names)


def rows():
    """[(month, cell, {column: number})] of the tally."""
    for row in ClientTally.objects.order_by("month").values("month", *BREAKDOWN, *OF_CLIENTS):
        yield row["month"], tuple(row[name] for name in BREAKDOWN), {name: row[name] for name in OF_CLIENTS}


def assert_seen(looks):
    """Stocks at the end of every month, and flows."""
    flows, steps = Counter(), defaultdict(Counter)
    for month, cell, counts in rows():
        for name, number in counts.items():
            if name in STOCKS:
                steps[month][(cell, name)] += number
            elif number:
                flows[(month, cell, name)] += number
    assert flows == sum((look.flows for look in looks), Counter())
    now, months = Counter(), {day.replace(day=1) for day in DAYS}
    for month in sorted(months | set(steps)):
        now.update(steps[month])
        if month in months:
            assert +now == sum((look.stocks[month] for look in looks), Counter()), month


def totals():
    """Sum of every column over all months: of stocks, how many there are in the end."""
    found = Counter()
    for _month, _cell, counts in rows():
        found.update(counts)
    return {name: number for name, number in found.items() if number}


def assert_true():
    """Tally and register agree."""
    assert recount_all(fix=False) == Difference(Client.objects.count(), 0, 0)
    assert CountedClient.objects.count() == Client.objects.count()


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.lists(LIVES, min_size=1, max_size=3))
def test_months_are_what_a_look_a_day_sees(cast, lives):
    with transaction.atomic():
        trainings = [make.training(cast.palu, day=FIRST, sessions=0) for _ in range(2)]
        trainings.append(make.training(cast.far, day=FIRST, sessions=0))
        clients = [live(cast.palu, trainings, life) for life in lives]
        recount([client.pk for client in clients])
        assert_seen([Naive(life) for life in lives])
        assert_true()
        transaction.set_rollback(True)


def test_counting_again_writes_nothing(cast):
    people = [make.client(cast.palu, work="seeking") for _ in range(3)]
    recount([person.pk for person in people])
    with CaptureQueriesContext(connection) as captured:
        recount([person.pk for person in people])
    written = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    asked = [query["sql"] for query in captured if query["sql"].lstrip("(").startswith("SELECT")]
    assert (written, len(asked)) == ([], 3)
    recount([])
    assert totals()["idle"] == 3


def test_actions_of_the_register_keep_it_true(cast):
    day = dates.today(cast.palu)
    values = {"register_number": "D/1", "name": "Klien", "category": "PB", "sex": "L"}
    person = register_client(office=cast.palu, values=values, nik="", form_key=uuid4(), by=cast.coordinator)
    assert_true()
    assert totals() == dict.fromkeys(("active", "working_age", "work_unknown", "began"), 1)
    changed = {"sex": "P", "guidance_start": day - timedelta(days=200), "region_id": "72.71"}
    changed |= {"birth_date": dates.years_before(day, 17), "guidance_end": day - timedelta(days=1)}
    person = change_client(client=person, values=changed, nik=None, version=person.version, by=cast.head)
    assert_true()
    began = [(month, cell) for month, cell, counts in rows() if counts["began"]]
    assert began == [(changed["guidance_start"].replace(day=1), ("P", "child", "PB", "72.71"))]
    for status, ago in (("seeking", 60), ("employed", 10), ("not_working", 30), ("unknown", 10)):
        on = day - timedelta(days=ago)
        record_work_status(client=person, status=status, on=on, form_key=uuid4(), by=cast.counsellor)
        assert_true()
    assert totals()["active"] == totals()["idle_began"] == 1
    ended = {"reason": "broke_conditions", "on": day, "note": "", "by": cast.head}
    end_client(client=person, **ended)
    assert_true()
    assert totals() == {"began": 1, "idle_began": 1, "revoked": 1}
    reopen_client(client=person, note="Salah", by=cast.head)
    assert_true()
    assert "revoked" not in totals()


def test_an_import_counts_once_and_its_undo_gives_it_back(cast):
    other = make.client(cast.palu, register_number="D/9")
    recount([other.pk])
    alone = totals()
    batch = saved(cast.coordinator, file_of({}, {"No. Register": "D/2", "NIK": None}))
    assert totals()["active"] == 3
    assert_true()
    undone(cast.coordinator, batch)
    assert totals() == alone
    assert_true()


def test_a_client_of_another_office_leaves_the_first(cast):
    person = make.client(cast.palu)
    recount([person.pk])
    Client.objects.filter(pk=person.pk).update(office=cast.luwuk)
    recount([person.pk])
    assert_true()
    offices = [cast.palu, cast.luwuk]
    active = [sum(row.active for row in ClientTally.objects.filter(office=office)) for office in offices]
    assert active == [0, 1]


def test_completing_a_training_counts_its_clients_where_they_are_registered(cast):
    training = held(cast, "P", "A")
    person, absent = training.enrolments.order_by("number")
    Client.objects.filter(pk=person.client_id).update(office=cast.far, work="seeking")
    recount([person.client_id, absent.client_id])
    complete_training(training=training, by=cast.head, version=training.version)
    assert_true()
    counted = ClientTally.objects.filter(trained=1).values_list("office", "trained_idle", "first_trained")
    assert list(counted) == [(cast.far.pk, 1, 1)]


def test_an_ending_reaches_the_trainings_of_before(cast):
    day = dates.today(cast.palu) - timedelta(days=100)
    training = make.training(cast.palu, day=day, status="completed", completed_on=day)
    person = make.enrolment(training, status="completed", result="competent", completed_on=day)
    due = dates.add_months(day, 12)
    FollowUp.objects.create(enrolment=person, point=12, due_on=due, opens_on=due, closes_on=due)
    refresh_tally(training.pk)
    kept = [sum(counts.get("kept_12", 0) for counts in stored(training).values())]
    end_client(client=person.client, reason="new_offence", on=dates.today(cast.palu), note="", by=cast.head)
    kept.append(sum(counts.get("kept_12", 0) for counts in stored(training).values()))
    assert kept == [1, 0]
    assert stored(training) == naive.recount(training)


def test_what_is_wrong_is_told_and_mended(cast):
    people = [make.client(cast.palu) for _ in range(2)]
    assert recount_all(cast.palu, fix=False) == Difference(2, 2, 0)
    assert not ClientTally.objects.exists()
    assert recount_all(fix=True) == Difference(2, 2, 0)
    ClientTally.objects.filter(began=2).update(began=5)
    Client.objects.filter(pk=people[0].pk).update(sex="P")
    assert recount_all(cast.palu, fix=False) == Difference(2, 1, 1)
    recount_all(cast.palu)
    assert totals()["began"] == 2
    assert_true()


def test_years_are_the_same_before_and_after_the_roll_up(cast):
    people = [make.client(cast.palu, work="seeking"), make.client(cast.far, work="employed")]
    recount([person.pk for person in people])
    roll_up()
    record_work_status(
        client=people[0], status="casual", on=dates.today(cast.palu), form_key=uuid4(), by=cast.counsellor
    )
    end_client(client=people[1], reason="died", on=dates.today(cast.far), note="", by=cast.stranger)
    assert StaleMonth.objects.exists()
    before = by_month(cast.national)
    roll_up()
    assert not StaleMonth.objects.exists()
    assert by_month(cast.national) == before
    in_all = [sum(column) for column in zip(*before.values(), strict=True)]
    assert {name: n for name, n in zip(OF_CLIENTS, in_all, strict=True) if n} == totals()


def by_month(user):
    found = defaultdict(lambda: [0] * len(OF_CLIENTS))
    for office, month, *counts in OfficeTally.objects.by_month(
        OF_CLIENTS, user=user, offices=Office.objects.local()
    ):
        cell = found[(office, month)]
        found[(office, month)] = [one + more for one, more in zip(cell, counts, strict=True)]
    return {key: counts for key, counts in found.items() if any(counts)}
