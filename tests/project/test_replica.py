"""A real streaming replica beside a primary: who reads where, and what happens when the replica fails."""

import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, connections
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pembinaan import env, replica
from pembinaan.accounts.models import Office
from pembinaan.audit.models import AuditEntry
from pembinaan.audit.verbs import Verb
from tests import postgres

on_postgresql = pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite has no replicas"
)
PORT = 5433
WITH_REPLICA = {
    "DATABASE_ROUTERS": ["pembinaan.replica.Router"],
    "MIDDLEWARE": [*settings.MIDDLEWARE, "pembinaan.replica.OwnChangesMiddleware"],
}


class Pair:
    """A primary with the tables of the tests' own database, and a replica of it in the same folder."""

    def __init__(self, url):
        self.base = Path(url.partition("host=")[2])
        is_copied = os.geteuid() == 0
        self.owner = postgres.hand_to_nobody(self.base) if is_copied else {}
        package = self.base / postgres.WHEEL / "pginstall/bin"
        self.programs = package if is_copied else postgres.programs_for(self.base)
        self.primary = env.postgresql(urlsplit(url))
        self.server = psycopg.connect(self.conninfo(), autocommit=True)

    def conninfo(self, port=5432):
        return f"host={self.base} port={port} user=postgres"

    def run(self, program, *arguments, **owner):
        postgres.run(self.programs / program, *arguments, **owner)

    def fill(self, known):
        """Faster than all the migrations."""
        file = self.base / "dump.sql"
        place = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "dbname": known["NAME"]}
        source = psycopg.conninfo.make_conninfo(**{k: v for k, v in place.items() if v})
        subprocess.run(
            [self.programs / "pg_dump", "--no-owner", "-f", file, "-d", source],
            check=True,
            env={"PGPASSWORD": known["PASSWORD"]},
        )
        self.run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, "-d", self.conninfo())
        self.server.execute("ALTER DATABASE postgres SET synchronous_commit = on")

    def copy(self):
        how = ("-R", "-X", "stream", "-c", "fast", "--no-sync", "-d", self.conninfo())
        self.run("pg_basebackup", "-D", self.base / "replica", *how, **self.owner)
        self.start()

    def control(self, *arguments):
        self.run("pg_ctl", "-D", self.base / "replica", "-w", *arguments, **self.owner)

    def start(self):
        options = f"{postgres.settings(self.base)} -c port={PORT}"
        self.control("-l", self.base / "replica.log", "-o", options, "start")

    def stop(self):
        self.control("-m", "immediate", "stop")

    def on_replica(self, sql, *values):
        with psycopg.connect(self.conninfo(PORT), autocommit=True) as server:
            return server.execute(sql, values).fetchone()[0]

    def catch_up(self):
        end = self.server.execute("SELECT pg_current_wal_lsn()").fetchone()[0]
        told = "latest_end_lsn >= %s AND latest_end_lsn <= pg_last_wal_replay_lsn()"
        wait_until(lambda: self.on_replica(f"SELECT bool_or({told}) FROM pg_stat_wal_receiver", end))
        replica.health.forget()

    @contextmanager
    def standing_still(self):
        """The replica receives, but replays nothing."""
        self.on_replica("SELECT pg_wal_replay_pause()::text")
        try:
            yield
        finally:
            self.on_replica("SELECT pg_wal_replay_resume()::text")


def wait_until(ready):
    deadline = time.monotonic() + 20
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def pair(django_db_setup, django_db_blocker):
    from tests.cast import make_cast

    with django_db_blocker.unblock(), postgres.server() as url:
        pair = Pair(url)
        pair.fill(connection.settings_dict)
        pair.copy()
        with connected_to(pair):
            pair.cast = make_cast()
        yield pair
        pair.server.close()
        pair.control("-m", "immediate", "stop")


@contextmanager
def connected_to(pair):
    """What DATABASE_URL and DATABASE_REPLICA_URL of the pair would set up."""
    os.environ["DATABASE_REPLICA_URL"] = f"postgres://postgres@:{PORT}/postgres?host={pair.base}"
    chosen = {
        "default": pair.primary,
        "replica": env.replica("DATABASE_REPLICA_URL", of=pair.primary),
    }
    kept, wrapper = connections["default"], type(connections["default"])
    full = connections.configure_settings(chosen)
    connections.settings["replica"] = full["replica"]
    connections["default"] = wrapper(full["default"], "default")
    try:
        with override_settings(**WITH_REPLICA):
            yield
    finally:
        connections["default"].close()
        connections["replica"].close()
        connections["default"] = kept
        del connections["replica"], connections.settings["replica"], os.environ["DATABASE_REPLICA_URL"]


@pytest.fixture
def db(pair, django_db_blocker):
    """Instead of the tests' own database, which is in a transaction."""
    with django_db_blocker.unblock(), connected_to(pair):
        pair.catch_up()
        yield


@pytest.fixture
def reader(pair, db, client):
    """Somebody of the Kanwil, whose session has begun."""
    client.force_login(pair.cast.regional)
    client.cookies["bahasa"] = "en"
    client.get(reverse("home"))
    return client


def board(client, **query):
    response = client.get(reverse("dashboards:board"), query)
    assert response.status_code == 200
    return response


def captured(alias):
    return CaptureQueriesContext(connections[alias])


@on_postgresql
def test_boards_come_from_the_replica_and_their_reader_from_the_primary(reader):
    with captured("default") as primary, captured("replica") as copy:
        response = board(reader)
    asked = " ".join(query["sql"] for query in primary)
    assert len(primary) == 3
    assert all(table in asked for table in ("django_session", "accounts_user", "auth_permission"))
    assert len(primary) + len(copy) - 1 <= 12  # one asks how far the replica is
    assert response.context["data_up_to"] == replica.health.up_to
    assert "changes follow within a minute" in response.content.decode()


@on_postgresql
def test_files_come_from_the_replica_and_their_entry_goes_to_the_primary(reader):
    before = AuditEntry.objects.filter(verb=Verb.EXPORTED).count()
    with captured("replica") as copy:
        response = reader.get(reverse("dashboards:export", args=["csv"]))
    assert response.status_code == 200
    assert len(copy) > 3
    assert AuditEntry.objects.filter(verb=Verb.EXPORTED).count() == before + 1


def whoever_changes_something(user):
    client = Client()
    client.force_login(user)
    assert client.post(reverse("set_language"), {"language": "en"}).status_code == 302
    return client


@on_postgresql
def test_a_replica_that_falls_behind_is_left_and_taken_up_again(pair, reader, caplog, monkeypatch):
    monkeypatch.setattr(replica, "CHECK_SECONDS", 0)
    monkeypatch.setattr(replica, "LAG_SECONDS", 2)
    caplog.set_level("INFO", "pembinaan.replica")
    assert board(reader).context["data_up_to"]
    with pair.standing_still():
        paused = pair.server.execute("SELECT clock_timestamp()").fetchone()[0]
        Office.objects.filter(pk=pair.cast.luwuk.pk).update(name="Bapas Banggai")
        old = board(reader)
        assert b"Banggai" not in old.content
        assert old.context["data_up_to"] <= paused
        assert b"Banggai" in board(whoever_changes_something(pair.cast.regional)).content

        wait_until(lambda: board(reader).context["data_up_to"] is None)
        lag = float(re.search(r"([\d.]+) s behind", caplog.messages[-1])[1])
        since = "SELECT extract(epoch FROM clock_timestamp() - %s)::float"
        # The log rounds to a tenth; the second number was taken a little later.
        assert 2 <= lag <= pair.on_replica(since, old.context["data_up_to"]) + 0.1
        assert b"Banggai" in board(reader).content

    wait_until(lambda: board(reader).context["data_up_to"])
    assert b"Banggai" in board(reader).content


@on_postgresql
def test_a_replica_that_dies_under_a_page_leaves_no_trace_on_it(pair, reader, caplog):
    board(reader)
    asked = []

    def dying(execute, sql, *arguments):
        asked.append(sql)
        if len(asked) == 3:
            pair.stop()
        return execute(sql, *arguments)

    with connections["replica"].execute_wrapper(dying):
        began = time.monotonic()
        response = board(reader, period="besok")
        assert time.monotonic() - began < 5
        assert response.context["data_up_to"] is None
        assert len(list(response.context["messages"])) == 1
        board(reader)
    assert len(asked) == 3  # not asked again at once
    assert [record.levelname for record in caplog.records if "replica not read" in record.message] == [
        "WARNING"
    ]

    replica.health.forget()
    assert board(reader).context["data_up_to"] is None
    pair.start()
    pair.catch_up()
    assert board(reader).context["data_up_to"]


@on_postgresql
def test_a_frozen_replica_is_not_waited_for(reader, monkeypatch):
    board(reader)
    monkeypatch.setattr(replica, "PAGE_SECONDS", 0.5)
    with connections["replica"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        frozen = cursor.fetchone()[0]
    os.kill(frozen, signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert board(reader).context["data_up_to"] is None
        assert 0.5 < time.monotonic() - began < 5
    finally:
        os.kill(frozen, signal.SIGCONT)


@on_postgresql
def test_a_promoted_replica_is_left_and_takes_no_writes(pair, reader, caplog):
    assert board(reader).context["data_up_to"]
    pair.control("promote")
    replica.health.due = 0
    assert board(reader).context["data_up_to"] is None
    assert "replica no longer" in caplog.text
    with pytest.raises(DatabaseError, match="read-only"), connections["replica"].cursor() as cursor:
        cursor.execute("CREATE TABLE anything ()")


def test_without_an_address_there_is_no_replica(rf, settings):
    assert list(connections) == ["default"]
    assert settings.DATABASE_ROUTERS == []
    assert WITH_REPLICA["MIDDLEWARE"][:-1] == settings.MIDDLEWARE
    assert replica.moment_for(rf.get("/")) is None
    assert replica.Router().db_for_read(Office) == "default"


@pytest.mark.parametrize(
    ("url", "engine"),
    [("mysql://x/y", "django.db.backends.postgresql"), ("postgres://x/y", "django.db.backends.sqlite3")],
)
def test_only_postgresql_has_a_replica(monkeypatch, url, engine):
    monkeypatch.setenv("DATABASE_REPLICA_URL", url)
    with pytest.raises(ImproperlyConfigured):
        env.replica("DATABASE_REPLICA_URL", of={"ENGINE": engine})


def test_the_address_may_say_how_soon_the_replica_gives_up(monkeypatch):
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgres://reader@copy/pembinaan?connect_timeout=9")
    options = env.replica("DATABASE_REPLICA_URL", of={"ENGINE": "django.db.backends.postgresql"})["OPTIONS"]
    assert options == env.REPLICA | {"connect_timeout": "9"}
