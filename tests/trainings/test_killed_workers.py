"""A worker killed while it saves marks, or before it could answer: sent again, nothing is lost or doubled."""

import json
import subprocess
import sys
from uuid import UUID

import pytest
from django.utils import timezone

from tests import make
from tests.cast import make_cast
from tests.clients.test_parallel_import import environment
from tests.parallel import shared_database
from tests.trainings import naive
from tests.trainings.after import stored
from trainings.actions.attendance import record_attendance
from trainings.models import Attendance, AttendanceEvent
from trainings.sheet import Entry, Said
from trainings.tallying import refresh_tally

PEOPLE = 20

KILLED = """
import json, os, signal, sys
from datetime import datetime
import django
django.setup()
from uuid import UUID
from django.db import connection
from pembinaan.accounts.models import User
from trainings.actions.attendance import record_attendance
from trainings.models import AttendanceEvent
from trainings.sheet import Entry, Said

session, user, events, now = json.load(sys.stdin)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def save(statements):
    '''Killed before that many statements were sent, or after the commit when they never come.'''
    sent = 0

    def counting(execute, sql, params, many, context):
        nonlocal sent
        sent += 1
        if sent > statements:
            die()
        return execute(sql, params, many, context)

    by = User.objects.get(username=user)
    entries = [Entry(n, Said("present"), 0, event_id=UUID(one)) for n, one in enumerate(events, start=1)]
    with connection.execute_wrapper(counting):
        record_attendance(session=UUID(session), marks=entries, by=by, now=datetime.fromisoformat(now))
    die()


found = []
for statements in range(60):
    if not os.fork():
        save(statements)
    _pid, status = os.wait()
    assert os.WIFSIGNALED(status), status
    if not os.fork():
        os._exit(AttendanceEvent.objects.count())
    _pid, status = os.wait()
    found.append(os.waitstatus_to_exitcode(status))
    if found[-1]:
        break
print(json.dumps(found))
"""


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        cast = make_cast()
        training = make.training(cast.palu)
        for _number in range(PEOPLE):
            make.enrolment(training)
        refresh_tally(training)
        yield cast, training.sessions.get()


def test_a_killed_save_leaves_all_or_nothing_and_is_sent_again(world, settings):
    cast, session = world
    events = [f"00000000-0000-4000-8000-{number:012}" for number in range(1, PEOPLE + 1)]
    # The other process goes by the machine's clock.
    now = timezone.now().isoformat()
    sent = json.dumps([str(session.pk), cast.counsellor.username, events, now])
    ended = subprocess.run(
        [sys.executable, "-c", KILLED], input=sent, text=True, capture_output=True, env=environment(settings),
        check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    # Killed before each of its statements it left nothing; after the commit it had stored everything.
    assert len(found) > 5
    assert found == [0] * (len(found) - 1) + [PEOPLE]
    # The last one was stored, but its answer was lost: the device sends the same events again.
    entries = [Entry(n, Said("present"), 0, event_id=UUID(one)) for n, one in enumerate(events, start=1)]
    recorded = record_attendance(session=session, marks=entries, by=cast.counsellor)
    assert {answer.code for answer in recorded.answers} == {"same"}
    assert (Attendance.objects.count(), AttendanceEvent.objects.count()) == (PEOPLE, PEOPLE)
    assert stored(session.training) == naive.recount(session.training)
