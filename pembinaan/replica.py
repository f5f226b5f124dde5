"""Boards read a streaming replica while it answers and is close behind; everything else reads the primary."""

import logging
import os
import socket
import time
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock, Timer

from django.conf import settings
from django.contrib.messages.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

logger = logging.getLogger(__name__)

REPLICA = "replica"
LAG_SECONDS = 30
"""A replica that is further behind is not read."""
CHECK_SECONDS = 3
"""For so long a process trusts what it has found out about the replica."""
AWAY_SECONDS = 15
"""Until one that did not answer is asked again, since a reader waits meanwhile."""
STATE_SECONDS, PAGE_SECONDS = 2, 15
"""So long a reader waits for its state, and for all of a page; a frozen server would never end it."""
OWN_CHANGES, OWN_CHANGES_SECONDS = "own_changes", LAG_SECONDS + CHECK_SECONDS
"""A cookie: whoever has changed something reads the primary until every replica in use must have it."""

# The primary tells with each message where its log ends: what was replayed up to there is complete up to the
# moment of sending. Before the first message both moments are that of the start, and the end is an old one.
STATE = """
SELECT pg_is_in_recovery(), clock_timestamp(), pg_last_xact_replay_timestamp(), (
    SELECT last_msg_send_time FROM pg_stat_wal_receiver
    WHERE status = 'streaming' AND latest_end_lsn <= pg_last_wal_replay_lsn()
      AND last_msg_send_time <> last_msg_receipt_time
)
"""

_reading_up_to = ContextVar("reading_up_to", default=None)


def data_up_to():
    """The moment up to which the page being made knows everything; None where it reads the primary."""
    return _reading_up_to.get()


@contextmanager
def reading_from_replica(moment):
    token = _reading_up_to.set(moment)
    try:
        yield
    finally:
        _reading_up_to.reset(token)


@contextmanager
def waiting(seconds):
    """What is asked of the replica afterwards, or has no answer by then, fails."""
    timer = Timer(seconds, hang_up, [connections[REPLICA]])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def hang_up(replica):
    """From outside the thread that waits, which then sees the connection end."""
    if replica.connection and not replica.connection.closed:
        with socket.socket(fileno=os.dup(replica.connection.fileno())) as ours:
            ours.shutdown(socket.SHUT_RDWR)


class Router:
    """Always names a database: otherwise a record that came from the replica would be read there again."""

    def db_for_read(self, model, **hints):
        in_action = connections[DEFAULT_DB_ALIAS].in_atomic_block
        return REPLICA if data_up_to() and not in_action else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class Health:
    """What this process knows about the replica."""

    def __init__(self):
        self.asking = Lock()
        self.forget()

    def forget(self):
        self.up_to, self.is_fit, self.due = None, None, 0.0

    def moment(self):
        """Up to when the replica has everything; None while the primary is to be read."""
        if time.monotonic() < self.due:
            return self.up_to if self.is_fit else None
        # Somebody is asking already: others need not wait for the answer.
        if not self.asking.acquire(blocking=False):
            return None
        try:
            self._ask()
        finally:
            self.asking.release()
        return self.up_to if self.is_fit else None

    def _ask(self):
        try:
            with waiting(STATE_SECONDS), connections[REPLICA].cursor() as cursor:
                cursor.execute(STATE)
                is_replica, now, *known = cursor.fetchone()
        except (DatabaseError, InterfaceError) as error:
            self.lose(error)
            return
        if is_replica:
            self._judge(now, known)
        else:
            self.lose("it is a replica no longer")

    def _judge(self, now, known):
        # What it once had it still has.
        self.up_to = max((moment for moment in (*known, self.up_to) if moment), default=None)
        lag = (now - self.up_to).total_seconds() if self.up_to else None
        if lag is not None and lag <= LAG_SECONDS:
            self._set(True, CHECK_SECONDS, f"read, {max(lag, 0):.1f} s behind")
        else:
            told = "has replayed nothing yet" if lag is None else f"is {lag:.1f} s behind"
            self._set(False, CHECK_SECONDS, f"not read: it {told}")

    def lose(self, reason):
        """It failed or is another server now; what was known of it may be wrong."""
        connections[REPLICA].close()
        self.up_to = None
        self._set(False, AWAY_SECONDS, f"not read: {reason}")

    def _set(self, is_fit, seconds, told):
        if is_fit is not self.is_fit:
            logger.log(logging.INFO if is_fit else logging.WARNING, "replica %s", told)
        self.is_fit, self.due = is_fit, time.monotonic() + seconds


health = Health()


def moment_for(request):
    if REPLICA not in connections or OWN_CHANGES in request.COOKIES:
        return None
    return health.moment()


class FromReplica:
    """First among the bases of a page that only reads. The primary was asked by then who may see it."""

    def get(self, request, *args, **kwargs):
        if moment := moment_for(request):
            try:
                with waiting(PAGE_SECONDS), reading_from_replica(moment):
                    return rendered(super().get(request, *args, **kwargs))
            except (DatabaseError, InterfaceError) as error:
                if not connections[REPLICA].errors_occurred:
                    raise
                health.lose(error)
                # What the reader was told on the way will be told again.
                request._messages = default_storage(request)
        return super().get(request, *args, **kwargs)


def rendered(response):
    """Now, while a failure can still be mended; a template may read, too."""
    return response.render() if hasattr(response, "render") else response


class OwnChangesMiddleware:
    """A cookie costs no query and ends by itself; whoever forges it reads the primary, as everybody may."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in {"GET", "HEAD", "OPTIONS", "TRACE"} and response.status_code < 400:
            response.set_cookie(
                OWN_CHANGES,
                "1",
                max_age=OWN_CHANGES_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
