"""Measures the roll call beside the leanest code for the same work, in a database made and dropped here."""

import gzip
import json
import time
from datetime import datetime, timedelta
from datetime import time as clock
from http import HTTPStatus
from itertools import pairwise
from statistics import median

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client as Browser
from django.test import override_settings
from django.test.utils import CaptureQueriesContext, get_runner
from django.urls import resolve, reverse
from django.utils import timezone

from clients.choices import Category
from clients.models import Client
from pembinaan import dates
from pembinaan.accounts.models import Office, User
from pembinaan.accounts.roles import Role, sync_roles
from pembinaan.records import new_id
from trainings.management import floor
from trainings.management.batches import BATCHES, Batch, batch_table, measured_batch, with_batch_growth
from trainings.models import Attendance, Enrolment, Module, Programme, Session, Training
from trainings.shortlist import Shortlist

SIZES = (20, 200, 2000)
ROUNDS = 7
RANKED = 5_000
RANKING = "Shortlist of {clients} clients: {rank_queries} queries, {rank_ms:.0f} ms"
STEADY = 3
"""The floor's own slowest round may be so many times its fastest; beyond, the machine was too busy."""
PEERS = "pretix 20/200/2000 requests of 26 queries, 0.9/7.2 s CPU at 20/200; Django admin 90/810/8010 queries"


class Command(BaseCommand):
    help = "Measure attendance sheets, a shortlist and batches of certificates in a throw-away database."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--rounds", type=int, default=ROUNDS, help="at least 7")

    def handle(self, *args, **options):
        if not settings.DEVELOPMENT:
            raise CommandError("Only where DEBUG=1: the measuring needs a server of its own.")
        if settings.DEBUG:
            raise CommandError("Not with DEBUG_PAGES: Django would note every query, which takes its time.")
        runner = get_runner(settings)(verbosity=0, interactive=False)
        databases = runner.setup_databases()
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        try:
            rows = [measured(Sheet(size), max(options["rounds"], ROUNDS)) for size in SIZES]
            ranking = ranked(RANKED, max(options["rounds"], ROUNDS))
            batches = [measured_batch(Batch(size, *staff())) for size in BATCHES]
        finally:
            runner.teardown_databases(databases)
        with_growth(rows)
        with_batch_growth(batches)
        lines = [*table(rows), RANKING.format(**ranking), *batch_table(batches)]
        self.stdout.write(json.dumps([*rows, ranking, *batches]) if options["json"] else "\n".join(lines))


class Sheet:
    """One session with `size` participants, and somebody logged in who marks them."""

    def __init__(self, size):
        sync_roles()
        self.size = size
        self.office, self.user = staff()
        self.session = session_of(self.office, size)
        self.browser, self.lean = Browser(), Browser()
        for browser in (self.browser, self.lean):
            browser.force_login(self.user)
        self.browser.get(self.address)
        self.versions = dict.fromkeys(range(1, size + 1), 0)
        self.letters = "ha"

    @property
    def address(self):
        return self.session.get_absolute_url()

    def body(self):
        """Every mark changes, as in a sheet that is corrected from top to bottom."""
        self.letters = self.letters[::-1]
        marks = [
            {"n": n, "v": v, "m": self.letters[0], "id": str(new_id())} for n, v in self.versions.items()
        ]
        return json.dumps({"marks": marks, "via": "screen"})

    def save(self):
        body = self.body()  # what the device does is not measured
        answer, spent = cpu(lambda: self.post(self.browser, f"{self.address}marks/", body))
        rows = answer.json()["rows"]
        if {row["code"] for row in rows} != {"stored"}:
            raise CommandError(f"The save was refused: {rows[:3]}")
        self.versions = {row["n"]: row["v"] for row in rows}
        return spent

    def lean_save(self, prefix=""):
        """The floor behind an address of its own, with no more around it than the log-in."""
        body = self.body()
        with override_settings(ROOT_URLCONF=floor.__name__, MIDDLEWARE=floor.MIDDLEWARE):
            self.post(self.lean, "/", body)  # the first finds out its addresses
            answer, spent = cpu(lambda: self.post(self.lean, f"/{prefix}{self.session.pk}/", body))
        if answer.status_code != HTTPStatus.OK:
            raise CommandError("The floor was refused.")
        # The product finds out its own again, which is not measured either.
        resolve(reverse("home"))
        # The floor writes past the product, whose versions are read again.
        rows = Attendance._base_manager.filter(session=self.session)
        self.versions |= dict(rows.values_list("enrolment__number", "version"))
        return spent

    def show(self):
        return cpu(lambda: self.browser.get(self.address))[1]

    @staticmethod
    def post(browser, address, body):
        return browser.post(address, body, content_type="application/json")


def ranked(size, rounds):
    """How long a shortlist of so many clients takes, from the query to the order."""
    sync_roles()
    office, user = staff()
    days = ("", "12345", "67")
    people = [
        Client(
            office=office,
            register_number=f"UKUR/{number}",
            name=f"Klien Ukur {number}",
            category=Category.PB,
            guidance_start=dates.today(office) - timedelta(days=10 + number % 800),
            guidance_end=dates.today(office) + timedelta(days=number * 7 % 1000 - 5),
            interests="Menjahit" if number % 3 else "Barista",
            available_days=days[number % 3],
        )
        for number in range(size)
    ]
    for client in people:
        client.derive()
    Client.objects.bulk_create(people, batch_size=500)
    training = session_of(office, 1).training
    pool = Client.objects.visible_to(user)
    with CaptureQueriesContext(connection) as ranking:
        found = len(Shortlist(training, pool).ranked)
    if not found:
        raise CommandError("Nobody was ranked.")
    spent = [cpu(lambda: Shortlist(training, pool).ranked)[1] for _round in range(rounds)]
    return {"clients": size, "rank_queries": counted(ranking), "rank_ms": median(spent)}


def staff():
    office, _made = Office.objects.get_or_create(code="UKUR-PUSAT", name="Pusat", level=Office.Level.NATIONAL)
    for code, level in (("UKUR-KANWIL", Office.Level.REGIONAL), ("UKUR-BAPAS", Office.Level.LOCAL)):
        facts = {"name": f"Bapas {code}", "level": level, "parent": office}
        office, _made = Office.objects.get_or_create(code=code, defaults=facts)
    user, _made = User.objects.get_or_create(username="ukur", defaults={"office": office, "name": "Pengukur"})
    user.groups.set([group_of(Role.COORDINATOR)])
    return office, user


def group_of(role):
    return Group.objects.get(name=role.value)


def session_of(office, size):
    day = dates.today(office)
    programme = Programme.objects.create(code=f"ukur-{size}", title=f"Ukur {size}")
    Module.objects.create(programme=programme, order=1, title="Modul", jp=4)
    training = Training.objects.create(
        office=office, programme=programme, title=f"Ukur {size}", place="Aula", starts_on=day, ends_on=day,
        capacity=min(size, 500), status="running",
    )  # fmt: skip
    hours = [datetime.combine(day, moment, office.zone) for moment in (clock(0, 1), clock(23, 58))]
    session = Session.objects.create(
        training=training, number=1, day=day, starts_at=hours[0], ends_at=hours[1], jp=4, place="Aula"
    )
    people = [
        Enrolment(
            training=training, guest_name=f"Peserta Ukur {number}", number=number, status="enrolled",
            starts_on=day, requested_at=timezone.now(),
        )
        for number in range(1, size + 1)
    ]  # fmt: skip
    Enrolment.objects.bulk_create(people, batch_size=500)
    return session


def cpu(work):
    """What the work gives, and the milliseconds of this process that it took."""
    start = time.process_time()
    done = work()
    return done, (time.process_time() - start) * 1000


def measured(sheet, rounds):
    """One row: product and floor in turns, so that both meet the same noise."""
    sheet.save()
    sheet.lean_save()
    with CaptureQueriesContext(connection) as saving:
        sheet.save()
    save_queries = counted(saving)  # at once: the next request empties the log
    with CaptureQueriesContext(connection) as showing:
        page = sheet.browser.get(sheet.address)
    show_queries = counted(showing)
    spent = [
        (sheet.save(), sheet.lean_save(), sheet.lean_save("values/"), sheet.show())
        for _round in range(rounds)
    ]
    saves, leanest, floors, shows = zip(*spent, strict=True)
    return {
        "people": sheet.size,
        "database": connection.vendor,
        "save_queries": save_queries,
        "save_ms": median(saves),
        "floor_ms": median(floors),
        "ratio": median(saves) / median(floors),
        "leanest_ms": median(leanest),
        "leanest_ratio": median(saves) / median(leanest),
        "floor_is_steady": max(floors) <= STEADY * min(floors),
        "show_queries": show_queries,
        "show_ms": median(shows),
        "show_bytes": len(gzip.compress(page.content)),
    }


def counted(captured):
    """Without what only frames a transaction."""
    frames = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(1 for query in captured if not query["sql"].startswith(frames))


def with_growth(rows):
    for before, row in pairwise(rows):
        row["growth"] = row["save_ms"] / before["save_ms"]


def table(rows):
    yield (
        "people  P1 queries  P2 save ms  floor ms  ratio  as JSON  ratio"
        "  P3 growth  P4 queries  show ms  gzip bytes"
    )
    for row in rows:
        steady = "" if row["floor_is_steady"] else "  (floor unsteady: repeat)"
        growth = f"{row['growth']:9.1f}" if "growth" in row else "        -"
        yield (
            f"{row['people']:6}  {row['save_queries']:10}  {row['save_ms']:10.1f}  {row['floor_ms']:8.1f}"
            f"  {row['ratio']:5.1f}  {row['leanest_ms']:7.1f}  {row['leanest_ratio']:5.1f}  {growth}"
            f"  {row['show_queries']:10}  {row['show_ms']:7.1f}  {row['show_bytes']:10}{steady}"
        )
    yield f"CPU of this process, medians; {connection.vendor}. Beside it, measured once elsewhere: {PEERS}."
