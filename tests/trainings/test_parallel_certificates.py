"""Many certificates at the same moment, and a worker killed in between: no number twice, none lost."""

import json
import subprocess
import sys
import uuid

import pytest
from django.db.models import F

from pembinaan import dates
from pembinaan.accounts.models import NumberRegister, TakenNumber
from pembinaan.uploads import read_sealed
from tests.cast import make_cast
from tests.clients.test_parallel_import import environment
from tests.parallel import at_once, shared_database
from tests.trainings.certified import completed, issued
from trainings.actions.certificates import SEALED_AS
from trainings.models import Certificate

ISSUES = 50

KILLED = """
import json, os, signal, sys
from datetime import date
import django
django.setup()
from uuid import UUID
from django.db import connection
from pembinaan.accounts.models import User
from trainings.actions.certificates import issue_certificates
from trainings.certifying import Terms
from trainings.models import Certificate, Enrolment, Training

training, user, people, key, day = json.load(sys.stdin)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def issue(statements):
    '''Killed before that many statements were sent, or after the commit when they never come.'''
    sent = 0

    def counting(execute, sql, params, many, context):
        nonlocal sent
        sent += 1
        if sent > statements:
            die()
        return execute(sql, params, many, context)

    by = User.objects.get(username=user)
    found = Training.objects.get(pk=training)
    chosen = list(Enrolment.objects.filter(pk__in=people))
    terms = Terms("neutral", date.fromisoformat(day))
    with connection.execute_wrapper(counting):
        issue_certificates(training=found, enrolments=chosen, terms=terms, form_key=UUID(key), by=by)
    die()


found = []
for statements in range(40):
    if not os.fork():
        issue(statements)
    _pid, status = os.wait()
    assert os.WIFSIGNALED(status), status
    if not os.fork():
        os._exit(Certificate.objects.filter(training=training).count())
    _pid, status = os.wait()
    found.append(os.waitstatus_to_exitcode(status))
    if found[-1]:
        break
print(json.dumps(found))
"""


@pytest.fixture
def world(transactional_db, tmp_path):
    with shared_database(tmp_path):
        yield make_cast()


def check_the_register():
    """Every number from the first to the last taken is used or void, and none is used twice."""
    register = NumberRegister.objects.get()
    taken = TakenNumber.objects.order_by("sequence")
    assert list(taken.values_list("sequence", flat=True)) == list(range(1, register.last + 1))
    assert not taken.filter(certificate=None, void_reason="").exists()
    assert not Certificate.objects.exclude(number=F("taken_number__number")).exists()
    for certificate in Certificate.objects.all():
        assert read_sealed(certificate.file, SEALED_AS).startswith(b"%PDF")
    return register.last


def test_fifty_issues_at_once_and_a_killed_worker_lose_no_number(world, settings):
    """One by one from two trainings, while another process issues and is killed again and again."""
    first, people = completed(world.palu, ISSUES // 2)
    second, others = completed(world.palu, ISSUES - len(people))
    third, victims = completed(world.palu, 2)
    sent = [str(third.pk), world.coordinator.username, [str(one.pk) for one in victims], str(uuid.uuid4())]
    sent.append(dates.today(world.palu).isoformat())
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=environment(settings),
    )  # fmt: skip
    worker.stdin.write(json.dumps(sent))
    worker.stdin.close()
    jobs = [(first, one) for one in people] + [(second, one) for one in others]
    answers = at_once(lambda job: issued(job[0], [job[1]], world.coordinator), jobs)
    assert [len(answer) for answer in answers] == [1] * ISSUES
    out, err = worker.stdout.read(), worker.stderr.read()
    assert worker.wait() == 0, err
    found = json.loads(out)
    # Killed before any of its statements it left nothing; after the commit it had issued both.
    assert len(found) > 8
    assert found == [0] * (len(found) - 1) + [len(victims)]
    assert check_the_register() == Certificate.objects.count() == ISSUES + len(victims)


def test_the_same_form_at_once_issues_once(world):
    training, people = completed(world.palu, 3)
    key = uuid.uuid4()
    answers = at_once(lambda _n: issued(training, people, world.coordinator, key=key), range(6))
    assert len({tuple(one.number for one in answer) for answer in answers}) == 1
    assert check_the_register() == 3
