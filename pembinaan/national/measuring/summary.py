"""P9: what audit and tally add to a save, what a full recount costs, and that it finds nothing."""

import json
import time
from contextlib import ExitStack, contextmanager
from datetime import datetime
from datetime import time as clock
from functools import partial

from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client as Browser

from pembinaan import dates
from pembinaan.accounts.models import Office, User
from pembinaan.accounts.roles import Role
from pembinaan.national.filling import run
from pembinaan.national.measuring.rounds import compared
from pembinaan.records import new_id
from trainings.actions import attendance
from trainings.models import Session, Training
from trainings.recounting import Report, recount_clients, recount_months, recount_trainings

RECOUNTS = (recount_trainings, recount_clients, recount_months)
LEFT_OUT = ("record", "refresh_attendance")
"""Of the save: the entry of the audit trail and the tally."""


class Save:
    """A sheet of today, saved from top to bottom through the product's address."""

    def __init__(self):
        self.training = Training._base_manager.filter(status="running").order_by("pk").first()
        if self.training is None:
            raise CommandError("No training is running today.")
        zone, day = self.training.office.zone, dates.today(self.training.office)
        hours = [datetime.combine(day, moment, zone) for moment in (clock(0, 1), clock(23, 58))]
        self.session = Session.objects.create(
            training=self.training, number=99, day=day, starts_at=hours[0], ends_at=hours[1], jp=4
        )
        seated = self.training.enrolments.filter(status="enrolled").order_by("number")
        self.versions = dict.fromkeys(seated.values_list("number", flat=True), 0)
        self.browser, self.letters = Browser(), "ha"
        coordinator = User.objects.get(office=self.training.office, groups__name=Role.COORDINATOR)
        self.browser.force_login(coordinator)

    def save(self):
        self.letters = self.letters[::-1]
        marks = [
            {"n": n, "v": v, "m": self.letters[0], "id": str(new_id())} for n, v in self.versions.items()
        ]
        body = json.dumps({"marks": marks, "via": "screen"})
        address = f"{self.session.get_absolute_url()}marks/"
        answer = self.browser.post(address, body, content_type="application/json")
        rows = answer.json()["rows"]
        if {row["code"] for row in rows} != {"stored"}:
            raise CommandError(f"The save was refused: {rows[:3]}")
        self.versions = {row["n"]: row["v"] for row in rows}

    def save_without(self):
        with ExitStack() as stack:
            for name in LEFT_OUT:
                stack.enter_context(left_out(name))
            self.save()


@contextmanager
def left_out(name):
    kept = getattr(attendance, name)
    setattr(attendance, name, lambda *args, **kwargs: None)
    try:
        yield
    finally:
        setattr(attendance, name, kept)


def measured(rounds):
    return [measured_save(max(rounds, 21)) | measured_recount()]


def measured_save(rounds):
    with transaction.atomic():
        save = Save()
        works = {"whole": save.save, "without": save.save_without}
        times = compared(works, floor="without", rounds=rounds)
        people = len(save.versions)
        transaction.set_rollback(True)
    whole, without = (times[name].median("wall") for name in works)
    return {
        "people": people,
        "save_ms": whole,
        "without_ms": without,
        "adds": whole / without - 1,
        "adds_cpu": times["whole"].median("cpu") / times["without"].median("cpu") - 1,
    }


def measured_recount():
    """The floor writes some of the columns of the same cells by one statement over the whole nation."""
    floor = seconds(lambda: run("tally_floor", {}))
    report, spent = Report(), dict.fromkeys(RECOUNTS, 0)
    for office in Office.objects.local():
        with transaction.atomic():
            for part in RECOUNTS:
                spent[part] += seconds(partial(part, office, report, fix=False))
    trainings, clients, months = spent.values()
    return {
        "floor_s": floor,
        "trainings_s": trainings,
        "trainings_to_floor": trainings / floor,
        "clients_s": clients,
        "months_s": months,
        "compared": report.compared,
        "different": report.different,
    }


def seconds(work):
    start = time.monotonic()
    work()
    return time.monotonic() - start
