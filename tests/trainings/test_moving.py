"""Moving sessions: what is shown before is what happens, and whatever has happened stays where it is."""

from datetime import date, time, timedelta
from threading import Barrier

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembinaan import dates
from pembinaan.accounts.models import Holiday
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.cast import make_cast
from tests.parallel import at_once, shared_database
from tests.trainings.test_sessions import change
from trainings.actions.instructor_link import make_link
from trainings.actions.moving import move_session
from trainings.choices import Follow
from trainings.models import Session, SessionChange, Training, Venue
from trainings.moving import plan_of
from trainings.policy import LINK_HOURS
from trainings.rules.moving import Place, Sitting, new_places, weekly_slots
from trainings.timetable import Slot

MORNING, NOON = Slot(time(8), time(12)), Slot(time(13), time(16))
MONDAY = date(2026, 12, 21)


def sitting(number, day, slot=MORNING, **more):
    return Sitting(number, Place(day, slot), **{"jp": 4} | more)


def days(*numbers):
    return [MONDAY + timedelta(days=number) for number in numbers]


def weeks(count, **more):
    """Mondays in the morning and Wednesdays at noon."""
    return [
        sitting(number, MONDAY + timedelta(days=7 * (number // 2) + 2 * (number % 2)), slot, **more)
        for number, slot in zip(range(count), [MORNING, NOON] * count, strict=False)
    ]


def test_only_this_one_moves():
    first, *rest = weeks(4)
    to = Place(MONDAY + timedelta(days=1), NOON)
    assert new_places([first, *rest], first, to, Follow.ONLY) == ({0: to}, 0)


def test_later_ones_move_by_as_many_days_and_earlier_ones_stay():
    sittings = weeks(4)
    to = Place(sittings[1].place.day + timedelta(days=5), MORNING)
    found, _homeless = new_places(sittings, sittings[1], to, Follow.SHIFT)
    assert found == {1: to, **{s.pk: s.place.later_by(timedelta(days=5)) for s in sittings[2:]}}


def test_packing_skips_a_holiday_and_runs_over_the_end_of_the_year():
    sittings = weeks(4)  # 21, 23, 28 and 30 December
    to = Place(date(2026, 12, 28), MORNING)
    new_year = {date(2026, 12, 30), date(2027, 1, 4)}
    found, _homeless = new_places(sittings, sittings[0], to, Follow.REPACK, new_year)
    assert {pk: (place.day, place.slot) for pk, place in found.items()} == {
        0: (date(2026, 12, 28), MORNING),
        1: (date(2027, 1, 6), NOON),
        2: (date(2027, 1, 11), MORNING),
        3: (date(2027, 1, 13), NOON),
    }


def test_packing_gives_a_session_a_slot_that_holds_it():
    long, short = Slot(time(8), time(12)), Slot(time(8), time(9, 30))
    first, second, third = days(0, 1, 2)
    sittings = [sitting(0, first, long), sitting(1, second, short, jp=2), sitting(2, third, long, jp=5)]
    found, _homeless = new_places(
        sittings, sittings[0], Place(first + timedelta(days=7), long), Follow.REPACK
    )
    assert [found[pk].slot for pk in (0, 1, 2)] == [long, short, long]
    assert found[1].day == second + timedelta(days=7)


def test_packing_puts_nothing_on_a_session_that_stays():
    sittings = weeks(3)
    kept = sitting(9, MONDAY + timedelta(days=9), NOON, stays="marked")
    to = Place(MONDAY + timedelta(days=7), MORNING)
    found, _homeless = new_places([*sittings, kept], sittings[0], to, Follow.REPACK)
    assert 9 not in found
    assert kept.place not in found.values()


def test_a_week_that_never_is_free_is_told():
    sittings = weeks(3)
    every_day = {MONDAY + timedelta(days=number) for number in range(1200)}
    to = Place(MONDAY + timedelta(days=1), MORNING)
    found, homeless = new_places(sittings, sittings[0], to, Follow.REPACK, every_day)
    assert (set(found), homeless) == ({0}, 2)


SLOT = st.sampled_from([MORNING, NOON, Slot(time(19), time(21))])
SITTINGS = st.lists(
    st.tuples(st.integers(0, 40), SLOT, st.integers(1, 5), st.sampled_from(["", "", "", "held", "marked"])),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[:2],
).map(
    lambda rows: [
        sitting(number, MONDAY + timedelta(days=day), slot, jp=jp, stays=stays)
        for number, (day, slot, jp, stays) in enumerate(rows)
    ]
)


@given(
    sittings=SITTINGS,
    ahead=st.integers(-20, 60),
    slot=SLOT,
    follow=st.sampled_from(Follow.values),
    closed=st.frozensets(st.integers(0, 90).map(lambda number: MONDAY + timedelta(days=number))),
)
def test_whatever_is_moved_the_order_holds_and_what_stays_stays(sittings, ahead, slot, follow, closed):
    movable = [s for s in sittings if not s.stays]
    if not movable:
        return
    chosen, to = movable[0], Place(MONDAY + timedelta(days=ahead), slot)
    found, homeless = new_places(sittings, chosen, to, follow, closed)
    later = sorted((s for s in movable if s.place.order > chosen.place.order), key=lambda s: s.place.order)
    assert homeless == 0
    assert set(found) <= {chosen.pk, *(s.pk for s in later if follow != Follow.ONLY)}
    new = [found.get(s.pk, s.place) for s in [chosen, *later]]
    if follow != Follow.ONLY:
        assert [place.order for place in new[1:]] == sorted(place.order for place in new[1:])
    if follow == Follow.REPACK:
        assert all(place.order > new[0].order for place in new[1:])
        assert not closed & {place.day for place in new[1:]}
        assert {(p.day.weekday(), p.slot) for p in new[1:]} <= weekly_slots(sittings)
        kept = [s.place for s in sittings if s.stays]
        assert not [1 for place in new[1:] for other in kept if place.overlaps(other)]


# With the database


@pytest.fixture
def training(cast):
    """Tomorrow and each week after: four mornings."""
    made = make.training(cast.palu, sessions=0, programme=make.programme())
    first = dates.today(cast.palu) + timedelta(days=1)
    for number in range(1, 5):
        make.session(made, number=number, day=first + timedelta(days=7 * (number - 1)))
    return made


def sessions(training):
    return list(
        Session.objects.filter(training=training).select_related("training__office").order_by("number")
    )


def values(session, ahead=7, **more):
    return {
        "day": session.day + timedelta(days=ahead),
        "starts": time(8),
        "ends": time(12),
        "venue": None,
        "place": "Aula",
        "follow": "only",
        "asked_by": "partner",
        "reason": "Bahan belum datang",
    } | more


def move(cast, session, **more):
    return move_session(
        session=session, values=values(session, **more), version=session.version, by=cast.coordinator
    )


def moments(training):
    return {row.number: (row.day, row.starts_at, row.ends_at) for row in sessions(training)}


def test_moving_tells_who_asked_and_why_and_stretches_the_training(cast, training):
    first, *_rest = sessions(training)
    move(cast, first, ahead=1, follow="shift")
    changes = SessionChange.objects.filter(session__training=training)
    assert changes.count() == 4
    assert len({change.batch for change in changes}) == 1
    assert {(row.asked_by, row.reason, row.kind) for row in changes} == {
        ("partner", "Bahan belum datang", "moved")
    }
    entry = AuditEntry.objects.get(verb="rescheduled")
    assert entry.changes["asked_by"] == ["", "partner"]
    assert entry.changes["later_sessions"][1].startswith("2: ")
    found = Training.objects.get(pk=training.pk)
    assert found.ends_on == max(row.day for row in sessions(training))
    assert [row.number for row in sessions(training)] == [1, 2, 3, 4]


def test_the_address_of_an_instructor_opens_on_the_new_day(cast, training):
    first = sessions(training)[0]
    link, _secret = make_link(session=first, form_key=first.pk, by=cast.coordinator)
    move(cast, first, ahead=5)
    link.refresh_from_db()
    assert link.expires_at == sessions(training)[0].ends_at + timedelta(hours=LINK_HOURS)


def test_a_room_alone_may_change(cast, training):
    hall = Venue.objects.create(office=cast.palu, name="Bengkel")
    first = sessions(training)[0]
    move(cast, first, ahead=0, venue=hall)
    change = SessionChange.objects.get()
    assert (change.old_place, change.new_place) == ("Aula", "Bengkel")
    assert change.old_starts_at == change.new_starts_at


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ({"ahead": 0}, "same"),
        ({"ahead": -9}, "in_past"),
        ({"ends": time(8)}, "times"),
        ({"version": 9}, "stale"),
        ({"seen": "x"}, "changed"),
    ],
)
def test_what_cannot_be_is_refused(cast, training, edit, code):
    first = sessions(training)[0]
    before, more = moments(training), {name: edit.pop(name) for name in ("version", "seen") if name in edit}
    with pytest.raises(RuleBroken) as refusal:
        move_session(
            session=first,
            by=cast.coordinator,
            **{"version": first.version, "values": values(first, **edit)} | more,
        )
    assert refusal.value.codes == {code}
    assert moments(training) == before


@pytest.mark.parametrize("why", ["held", "cancelled", "marked", "past"])
def test_what_has_happened_never_moves(cast, training, why):
    first, second, *_rest = sessions(training)
    if why == "marked":
        make.mark(second, make.enrolment(training), cast.coordinator)
    elif why == "past":
        day = dates.today(cast.palu) - timedelta(days=3)
        Session.objects.filter(pk=second.pk).update(
            day=day,
            starts_at=second.starts_at - timedelta(days=11),
            ends_at=second.ends_at - timedelta(days=11),
        )
    else:
        reason = make.reason("session_cancelled", "hall") if why == "cancelled" else None
        Session.objects.filter(pk=second.pk).update(status=why, cancel_reason=reason)
    before = moments(training)[2]
    with pytest.raises(RuleBroken) as refusal:
        move(cast, sessions(training)[1])
    assert refusal.value.codes == {why}
    move(cast, first, ahead=1, follow="shift")
    assert moments(training)[2] == before
    assert moments(training)[3] != before


def test_a_holiday_needs_a_reason_and_a_used_room_blocks(cast, training):
    hall = Venue.objects.create(office=cast.palu, name="Aula besar")
    first = sessions(training)[0]
    Holiday.objects.create(day=first.day + timedelta(days=1), name="Maulid")
    with pytest.raises(RuleBroken) as refusal:
        move(cast, first, ahead=1)
    assert refusal.value.codes == {"needs_reason"}
    move(cast, first, ahead=1, venue=hall, override_reason="Disepakati bersama")
    other = make.training(cast.palu, day=first.day)
    with pytest.raises(RuleBroken) as refusal:
        move(cast, other.sessions.get(), ahead=1, venue=hall, override_reason="x")
    assert refusal.value.codes == {"venue_booked"}


def test_the_form_of_a_session_tells_its_moves_as_well(cast, training):
    first = sessions(training)[0]
    change(cast, first, day=first.day + timedelta(days=1), starts=time(8), ends=time(12), move_later=True)
    changes = list(SessionChange.objects.order_by("old_starts_at"))
    assert [row.new_starts_at - row.old_starts_at for row in changes] == [timedelta(days=1)] * 4


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(0, 3),
    ahead=st.integers(0, 40),
    follow=st.sampled_from(Follow.values),
    closed=st.integers(1, 40),
    marked=st.sets(st.integers(0, 3), max_size=2),
)
def test_the_preview_equals_the_result(cast, number, ahead, follow, closed, marked):
    made = make.training(cast.palu, sessions=0, programme=make.programme())
    tomorrow = dates.today(cast.palu) + timedelta(days=1)
    person = make.enrolment(made)
    for place in range(4):
        row = make.session(made, number=place + 1, day=tomorrow + timedelta(days=3 * place))
        if place in marked:
            make.mark(row, person, cast.coordinator)
    Holiday.objects.all().delete()
    Holiday.objects.create(day=tomorrow + timedelta(days=closed), name="Libur")
    chosen, before = sessions(made)[number], moments(made)
    given_values = values(chosen, ahead, follow=follow, starts=time(13), ends=time(16), override_reason="ya")
    plan = plan_of(chosen.training, chosen, given_values)
    assert moments(made) == before
    if plan.problems:
        with pytest.raises(RuleBroken):
            move_session(session=chosen, values=given_values, version=chosen.version, by=cast.coordinator)
        return
    move_session(
        session=chosen,
        values=given_values,
        version=chosen.version,
        by=cast.coordinator,
        seen=plan.fingerprint,
    )
    shown = {pair.new.number: (pair.new.day, pair.new.starts_at, pair.new.ends_at) for pair in plan.moved}
    assert moments(made) == before | shown
    assert not {place + 1 for place in marked} & set(shown)


# The page


def url_of(session, name="session-move"):
    return reverse(f"trainings:{name}", args=[session.training_id, session.pk])


def posted(session, **more):
    plain = {"version": session.version, **values(session, **more)}
    plain["venue"] = getattr(plain["venue"], "pk", "")
    return plain | {"day": plain["day"].isoformat(), "starts": "08:00", "ends": "12:00"}


def test_the_preview_comes_first_and_is_what_is_saved(client, cast, training):
    client.force_login(cast.coordinator)
    first, before = sessions(training)[0], moments(training)
    shown = client.post(url_of(first), posted(first, follow="shift") | {"do": "preview"})
    preview = shown.context["preview"]
    assert (shown.status_code, len(preview.plan.moved), moments(training)) == (200, 4, before)
    data = posted(first, follow="shift") | {"do": "save", "seen": preview.fingerprint}
    other = client.post(url_of(first), data | {"day": (first.day + timedelta(days=8)).isoformat()})
    assert (other.status_code, moments(training)) == (422, before)
    assert other.context["preview"].fingerprint != preview.fingerprint
    assert client.post(url_of(first), data).status_code == 302
    assert moments(training)[4][0] == before[4][0] + timedelta(days=7)
    changes = client.get(reverse("trainings:session-changes", args=[training.pk])).content.decode()
    assert changes.count("Bahan belum datang") == 4
    history = client.get(reverse("trainings:attendance-history", args=[training.pk, first.pk]))
    assert "Bahan belum datang" in history.content.decode()


def test_an_old_version_is_told_and_can_then_be_sent_again(client, cast, training):
    client.force_login(cast.coordinator)
    first = sessions(training)[0]
    preview = client.post(url_of(first), posted(first) | {"do": "preview"}).context["preview"]
    data = posted(first) | {"do": "save", "seen": preview.fingerprint}
    Session.objects.filter(pk=first.pk).update(version=5)
    told = client.post(url_of(first), data)
    assert told.status_code == 422
    assert told.context["form"]["version"].value() == 5
    assert client.post(url_of(first), data | {"version": 5}).status_code == 302


def test_the_preview_shows_what_needs_a_reason(client, cast, training):
    client.force_login(cast.coordinator)
    first = sessions(training)[0]
    Holiday.objects.create(day=first.day + timedelta(days=7), name="Maulid")
    shown = client.post(url_of(first), posted(first) | {"do": "preview"})
    preview = shown.context["preview"]
    assert [clash.code for clash in preview.waiting] == ["holiday"]
    data = posted(first) | {"do": "save", "seen": preview.fingerprint}
    refused = client.post(url_of(first), data)
    assert refused.status_code == 422
    assert "override_reason" in refused.context["form"].errors
    assert client.post(url_of(first), data | {"override_reason": "Disepakati"}).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_any_timetable(client, cast, count, django_assert_max_num_queries):
    made = make.training(cast.palu, day=dates.today(cast.palu) + timedelta(days=1), sessions=count)
    client.force_login(cast.coordinator)
    first = sessions(made)[0]
    with django_assert_max_num_queries(10):
        client.get(url_of(first))
    with django_assert_max_num_queries(24):
        client.post(url_of(first), posted(first, follow="repack") | {"do": "preview"})
    move(cast, first, follow="shift")
    with django_assert_max_num_queries(8):
        client.get(reverse("trainings:session-changes", args=[made.pk]))


def test_the_timetable_is_listed_by_day_or_by_number(client, cast, training):
    client.force_login(cast.coordinator)
    move(cast, sessions(training)[0], ahead=8)
    page = reverse("trainings:detail", args=[training.pk])
    for query, order in (({}, [2, 1, 3, 4]), ({"order": "number"}, [1, 2, 3, 4])):
        shown = client.get(page, query).context["overview"].sessions
        assert [row.number for row in shown] == order


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        yield make_cast()


def test_two_sessions_moved_into_one_room_at_once(world):
    hall = Venue.objects.create(office=world.palu, name="Aula besar")
    day = dates.today(world.palu) + timedelta(days=1)
    chosen = [sessions(make.training(world.palu, day=day))[0] for _number in range(2)]
    ready = Barrier(2)

    def send(session):
        ready.wait(10)
        return move(world, session, venue=hall)

    answers = at_once(send, chosen)
    refused = [answer for answer in answers if isinstance(answer, RuleBroken)]
    assert len(refused) == 1, answers
    assert refused[0].codes <= {"venue_booked", "double_booked"}
    assert Session.objects.filter(venue=hall).count() == 1
    assert SessionChange.objects.count() == 1
