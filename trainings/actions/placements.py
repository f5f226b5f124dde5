"""Vacancies, whom they are suggested to, and every step towards a job that is kept."""

from copy import copy
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from clients.actions.work import record_work_status
from clients.choices import Work
from clients.models import Client
from pembinaan import dates
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked, stale_problems
from trainings.choices import Stage
from trainings.models import Application, ApplicationStep, Enrolment, Vacancy
from trainings.moves import move_named
from trainings.rules.placements import step_problems, suggesting_problems, vacancy_problems
from trainings.stages import HOLDS_OPENING, STAGE_MOVES, WORK_OF

FIELDS = ("title", "kind", "partner", "employer", "region", "openings", "pay", "needs", "closes_on")
PLACES = {"vacancy_partner_or_employer": "employer", "vacancy_openings_in_range": "openings"}


@transaction.atomic
def add_vacancy(values, *, form_key, by):
    def make():
        refuse(vacancy_problems(values, dates.today(by.office), is_new=True))
        vacancy = _written(Vacancy(office=by.office, form_key=form_key), values)
        record(Verb.CREATED, vacancy, by=by)
        return vacancy

    return once(Vacancy, form_key, make)


@transaction.atomic
def change_vacancy(vacancy, values, *, version, by):
    found = locked(vacancy)
    before = copy(found)
    refuse(stale_problems(found, version))
    found.version += 1
    _written(found, values)
    if changes := differences(before, found, FIELDS):
        record(Verb.CHANGED, found, by=by, changes=changes)
    return found


def _written(vacancy, values):
    for name in FIELDS:
        setattr(vacancy, name, values[name])
    return save_checked(vacancy, PLACES)


@transaction.atomic
def close_vacancy(*, vacancy, close, by):
    """Closed to new steps, or opened again; who works there already is followed all the same."""
    found = locked(vacancy)
    if (found.closed_at is not None) != close:
        found.closed_at = timezone.now() if close else None
        found.version += 1
        save_checked(found)
        record(Verb.ENDED if close else Verb.REOPENED, found, by=by)
    return found


@transaction.atomic
def suggest(*, vacancy, clients, note="", by):
    """Put clients on the list of the vacancy; who is on it stays as is. Gives how many are new."""
    vacancy = locked(vacancy)
    today = dates.today(vacancy.office)
    people = list(Client.objects.visible_to(by).filter(pk__in=clients).select_related("office"))
    refuse(found for client in people for found in suggesting_problems(vacancy, client, today))
    there = set(vacancy.applications.values_list("client", flat=True))
    new = [client for client in people if client.pk not in there]
    led = _trainings_of(new)
    for client in new:
        application = Application(vacancy=vacancy, client=client, enrolment=led.get(client.pk), note=note)
        application.stage_on = today
        save_checked(application)
        _step(application, "", by)
    if new:
        record(Verb.CHANGED, vacancy, by=by, changes={"suggested": ["", len(new)]})
    return len(new)


def _trainings_of(clients):
    rows = Enrolment._base_manager.filter(client__in=clients, completed_on__isnull=False)
    return {row.client_id: row for row in rows.order_by("completed_on", "pk")}


@transaction.atomic
def move_application(*, application, move, on, note="", record_work=False, version, by):
    """Take one step of `stages.STAGE_MOVES`; `record_work`: the register learns of it as well."""
    vacancy = Vacancy._base_manager.select_for_update(no_key=True).get(pk=application.vacancy_id)
    found, move = locked(application), move_named(STAGE_MOVES, move)
    found.vacancy, before = vacancy, found.stage
    refuse(stale_problems(found, version))
    today, taken = dates.today(vacancy.office), _taken(vacancy, found)
    refuse(step_problems(found, move, on=on, note=note, taken=taken, today=today))
    found.stage, found.stage_on = move.target, on
    found.version += 1
    if move.name == "start":
        found.started_on = on
    if move.name == "stop":
        found.ended_on = on
    save_checked(found)
    _step(found, note, by)
    record(Verb.MOVED, found, by=by, changes={"stage": [before, found.stage]}, name=str(vacancy))
    if record_work:
        _tell_register(found, move, by)
    return found


def _taken(vacancy, but):
    return vacancy.applications.filter(stage__in=HOLDS_OPENING).exclude(pk=but.pk).count()


def _step(application, note, by):
    ApplicationStep.objects.create(
        application=application,
        stage=application.stage,
        on=application.stage_on,
        note=note,
        by_name=by.get_full_name(),
    )


def _tell_register(application, move, by):
    client, vacancy = application.client, application.vacancy
    status = {Stage.STARTED: WORK_OF[vacancy.kind], Stage.LEFT: Work.SEEKING}.get(move.target)
    # Another Bapas keeps the register of its own clients.
    if status is None or client.office_id != by.office_id:
        return
    occupation = vacancy.title if move.target == Stage.STARTED else ""
    record_work_status(
        client=client, status=status, on=application.stage_on, occupation=occupation, form_key=uuid4(), by=by
    )
