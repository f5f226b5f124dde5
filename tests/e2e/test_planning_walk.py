"""A training is planned from need to invitations, on a phone in Indonesian and on a desk in English."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from tests import make
from tests.cast import PASSWORD
from tests.e2e.walker import DESK, PHONE, Walker
from trainings.models import Enrolment, Invitation, SessionChange, Training

pytestmark = pytest.mark.django_db(transaction=True)
TO_LOOK_AT = ("clashes", "items", "waiting", "transport", "contributions", "session-changes")
OF_THE_OFFICE = ("calendar", "calendar-address", "fairness", "duties", "copy-list", "sibling-list")


@pytest.fixture
def monday(cast):
    """Far enough away to be planned for, on no holiday."""
    today = dates.today(cast.palu)
    return today + timedelta(days=21 - today.weekday())


@pytest.fixture(params=[(PHONE, "id"), (DESK, "en")], ids=["phone", "desk"])
def walker(request, browser, live_server, cast):
    size, language = request.param
    walker = Walker(browser, live_server.url, size)
    walker.language = {"name": "django_language", "value": language, "url": live_server.url}
    yield walker
    walker.context.close()


def log_in(walker, user):
    walker.log_in(user.username, PASSWORD)
    walker.context.add_cookies([walker.language])


def test_from_the_need_to_the_invitations(walker, cast, monday):
    programme = make.programme(jps=(4, 4), office=cast.palu)
    for number in range(3):
        make.client(cast.palu, name=f"Contoh {number}", phone=f"62811000000{number}")
    log_in(walker, cast.coordinator)
    training = plan(walker, programme, monday)
    propose(walker, training)
    seat_two(walker, training)
    approve(walker, training, cast.head)
    log_in(walker, cast.coordinator)
    move_the_first(walker, training, monday + timedelta(days=7))
    invite(walker, training)
    for name in TO_LOOK_AT:
        walker.open(reverse(f"trainings:{name}", args=[training.pk]))
    for name in OF_THE_OFFICE:
        walker.open(reverse(f"trainings:{name}"))
    walker.open(reverse("partners:endings"))
    copy(walker, training, monday + timedelta(days=28))
    assert "\n".join(walker.complaints) == ""


def plan(walker, programme, monday):
    walker.open(reverse("trainings:create"))
    slots = {"first_slot_start": "08:00", "first_slot_end": "11:00"}
    slots |= {"second_slot_start": "", "second_slot_end": ""}
    facts = {"programme": str(programme.pk), "title": "Pangkas rambut", "place": "Aula", "capacity": "3"}
    days = {"starts_on": monday.isoformat(), "ends_on": (monday + timedelta(days=2)).isoformat()}
    walker.fill(facts | days | slots)
    walker.submit()
    training = Training.objects.get()
    assert training.sessions.count() == 2
    return training


def propose(walker, training):
    walker.open(reverse("trainings:proposal-write", args=[training.pk]))
    walker.fill({"need": "Banyak klien belum bekerja.", "purpose": "Mampu membuka usaha pangkas rambut."})
    walker.submit()
    walker.open(reverse("trainings:propose", args=[training.pk]))
    walker.submit()
    training.refresh_from_db()
    assert training.proposed_at is not None


def seat_two(walker, training):
    walker.open(reverse("trainings:candidates", args=[training.pk]))
    for box in walker.page.locator("label.pick input[name=client]").all()[:2]:
        box.check()
    walker.press(".dock button[type=submit]")
    assert Enrolment.objects.filter(training=training, status="enrolled").count() == 2


def approve(walker, training, head):
    log_in(walker, head)
    walker.open(training.get_absolute_url())
    walker.open(reverse("trainings:move", args=[training.pk, "approve"]))
    walker.submit()
    training.refresh_from_db()
    assert training.status == "approved"


def move_the_first(walker, training, day):
    first, second = training.sessions.order_by("number")
    walker.open(reverse("trainings:session-move", args=[training.pk, first.pk]))
    walker.page.check("[name=follow][value=shift]")
    walker.fill({"day": day.isoformat(), "asked_by": "instructor", "reason": "Instruktur berhalangan"})
    walker.press("button[name=do][value=preview]")
    first.refresh_from_db()
    assert first.day != day  # a preview saves nothing
    walker.press("button[name=do][value=save]")
    first.refresh_from_db()
    before, second_day = second.day, training.sessions.get(pk=second.pk).day
    assert (first.day, second_day - before) == (day, timedelta(days=7))
    assert SessionChange.objects.filter(kind="moved", asked_by="instructor").count() == 2


def invite(walker, training):
    walker.open(reverse("trainings:invitations", args=[training.pk]))
    for state in ("sent", "coming"):
        walker.press(f"button[name=do][value={state}]")
    assert Invitation.objects.get().state == "coming"


def copy(walker, training, day):
    walker.open(reverse("trainings:copy", args=[training.pk]))
    walker.fill({"title": "Pangkas rambut II", "starts_on": day.isoformat()})
    walker.submit()
    copied = Training.objects.exclude(pk=training.pk).get()
    assert (copied.status, copied.sessions.count(), copied.enrolments.count()) == ("draft", 2, 0)
