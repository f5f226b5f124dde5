"""The daily mail: numbers and addresses of what waits, once a day, and nobody's name."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.utils import timezone

from pembinaan import dates, mail
from tests import make


@pytest.fixture
def office(cast):
    """Colleagues with an address, and something of each kind that waits."""
    for user in (cast.coordinator, cast.counsellor, cast.sibling, cast.regional):
        user.email = f"{user.username}@example.org"
        user.save()
    today = dates.today(cast.palu)
    late = make.training(cast.palu, day=today - timedelta(days=2))
    make.training(cast.palu, day=today + timedelta(days=1))
    make.offer(make.waiting(late, make.client(cast.palu, name="Nama Klien")))
    make.agreement(cast.palu, make.partner(cast.palu, name="UMKM Rahasia"), days=30)
    make.agreement(cast.palu, make.partner(cast.palu), days=29)
    return cast


def send():
    said = StringIO()
    call_command("send_reminders", stdout=said)
    return said.getvalue().strip()


def test_each_is_told_what_waits_for_them_once_a_day(office):
    assert send() == "Reminders sent: 2"
    assert send() == "Reminders sent: 0"
    bodies = {message.to[0].partition("@")[0]: message.body for message in outbox.outbox}
    assert bodies.keys() == {"coordinator.palu", "counsellor.palu"}
    counts = [line[:1] for line in bodies["coordinator.palu"].splitlines() if line[:1].isdigit()]
    assert counts == ["1", "1", "1", "1"]
    tomorrow = dates.today(office.palu) + timedelta(days=1)
    assert f"/trainings/calendar/?view=week&on={tomorrow:%Y-%m-%d}" in bodies["coordinator.palu"]
    # The PK is asked about the own clients alone, and looks after no agreements.
    assert [line[:1] for line in bodies["counsellor.palu"].splitlines() if line[:1].isdigit()] == ["1", "1"]
    for body in bodies.values():
        assert "Nama Klien" not in body
        assert "Rahasia" not in body
        assert "http" in body
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert send() == "Reminders sent: 2"


def test_who_has_no_address_or_no_work_gets_none(cast):
    cast.coordinator.email = "ada@example.org"
    cast.coordinator.save()
    make.training(cast.luwuk, day=dates.today(cast.luwuk) - timedelta(days=2))
    assert send() == "Reminders sent: 0"
    assert outbox.outbox == []


def test_without_a_server_it_stops_with_a_word(office, settings):
    settings.EMAIL_BACKEND = mail.NOT_SET_UP
    with pytest.raises(CommandError, match="EMAIL_HOST"):
        send()


def test_what_cannot_be_sent_is_counted(office, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match="2"):
        send()
