"""Interleaved rounds: what is compared meets the same noise, and a busy machine is asked again."""

import json
import time
from statistics import median

from django.core.management.base import CommandError
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from clients.models import Client
from trainings.models import Attendance, Enrolment, FollowUp, Outcome, Session

ROUNDS, TRIES, STEADY = 7, 3, 3
"""The floor's slowest round may be so many times its fastest; beyond, the machine was too busy."""
FRAMES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET ")
FACTS = {model._meta.db_table for model in (Attendance, Session, Enrolment, FollowUp, Outcome, Client)}
"""What a board must never read."""


class Times:
    """Milliseconds of every round of one of the things compared."""

    def __init__(self):
        self.cpu, self.wall = [], []

    def take(self, work):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.wall.append((time.perf_counter() - wall) * 1000)

    def is_steady(self, by):
        spent = getattr(self, by)
        return max(spent) <= STEADY * min(spent)

    def median(self, by):
        return median(getattr(self, by))


def compared(works, *, floor, by="wall", rounds=ROUNDS):
    """{name: Times} of callables, taken in turns; again while the floor is unsteady."""
    for work in works.values():
        work()
    for _try in range(TRIES):
        times = {name: Times() for name in works}
        for _round in range(rounds):
            for name, work in works.items():
                times[name].take(work)
        if times[floor].is_steady(by):
            break
    return times


class Page:
    """An address as one user sees it."""

    def __init__(self, user, address, browser=None):
        self.browser, self.address = browser or Browser(), address
        self.browser.force_login(user)

    def get(self):
        answer = self.browser.get(self.address)
        if answer.status_code != 200:
            raise CommandError(f"{self.address}: {answer.status_code}")
        return answer

    def queries(self):
        with CaptureQueriesContext(connection) as captured:
            self.get()
        return [query["sql"] for query in captured if not query["sql"].startswith(FRAMES)]


def explained(queries):
    """(buffers of all, tables that any of them reads)"""
    buffers, tables = 0, set()
    with connection.cursor() as cursor:
        for query in map(of_cursor, queries):
            if query.lstrip("( ").startswith(("SELECT", "WITH")):
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}")
                found = cursor.fetchone()[0]
                [plan] = json.loads(found) if isinstance(found, str) else found
                buffers += plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
                tables |= set(tables_of(plan["Plan"]))
    return buffers, tables


def of_cursor(query):
    """The query that a cursor of the server was declared for."""
    return query.partition(" FOR ")[2] if query.startswith("DECLARE") else query


def tables_of(plan):
    if "Relation Name" in plan:
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from tables_of(part)


def reads_facts(queries):
    """Tables of facts in the plans; a board has none."""
    return sorted(explained(queries)[1] & FACTS)
