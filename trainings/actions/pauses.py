"""Pauses with their dates: begun and ended by the steps of a participant, and by the calendar."""

from django.db import transaction
from django.db.models import OuterRef, Q, Value
from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.audit.record import SYSTEM, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import locked, save_checked
from trainings.actions.enrolment import locked_training
from trainings.attended import paused
from trainings.choices import EnrolmentStatus
from trainings.models import Attendance, Enrolment, EnrolmentMove, Pause
from trainings.rules import pauses as rules
from trainings.tallying import refresh_tally


def begin_pause(training, enrolment, first, last, note):
    """The status that follows, today: a pause may begin later, or be written down when it is over."""
    marks = Attendance._base_manager.filter(enrolment=enrolment).exclude(mark="")
    marked = marks.values_list("session__day", flat=True)
    others = list(Pause._base_manager.filter(enrolment=enrolment))
    refuse(rules.pause_problems(enrolment, first, last, note=note, others=others, marked=marked))
    save_checked(Pause(enrolment=enrolment, starts_on=first, ends_on=last, note=note))
    return _status(training, enrolment)


def end_pause(training, enrolment, on):
    """Who is expected again from `on`, today by default."""
    on = on or dates.today(training.office)
    _cut(enrolment, on)
    return _status(training, enrolment)


def close_pauses(enrolment, last):
    """Who leaves pauses no more: after coming back nothing must still be open."""
    for pause in Pause._base_manager.filter(enrolment=enrolment, starts_on__gt=last):
        pause.delete()
    Pause._base_manager.filter(enrolment=enrolment, ends_on=None).update(ends_on=last)


def _cut(enrolment, on):
    for pause in Pause._base_manager.filter(Q(ends_on=None) | Q(ends_on__gte=on), enrolment=enrolment):
        if (last := rules.ended(pause, on)) is None:
            pause.delete()
        else:
            pause.ends_on = last
            pause.version += 1
            save_checked(pause)


def _status(training, enrolment):
    today = dates.today(training.office)
    pauses = Pause._base_manager.filter(enrolment=enrolment)
    away = any(rules.covers(pause, today) for pause in pauses)
    return EnrolmentStatus.PAUSED if away else EnrolmentStatus.ENROLLED


@transaction.atomic
def drop_pause(*, pause, by):
    """Take back a pause that has not begun."""
    training = locked_training(pause.enrolment.training)
    found = Pause._base_manager.select_related("enrolment").get(pk=pause.pk)
    if found.starts_on <= dates.today(training.office):
        refuse([Problem("begun", _("The pause has begun; let the participant resume instead."))])
    enrolment, days = found.enrolment, str(found)
    found.delete()
    record(Verb.DELETED, enrolment, by=by, changes={"pause": [days, ""]})
    refresh_tally(training.pk)
    return enrolment


@transaction.atomic
def settle_pauses(*, training, by=None):
    """Let the statuses follow the calendar: who pauses, who is back. Gives the number of changes."""
    found = locked_training(training)
    rows = out_of_step(dates.today(found.office)).filter(training=found)
    return sum(_settle(found, locked(row), by) for row in rows.order_by("pk"))


def _settle(training, enrolment, by):
    before, enrolment.status = enrolment.status, _status(training, enrolment)
    if before == enrolment.status:
        return 0
    enrolment.version += 1
    enrolment.save(update_fields=["status", "version", "updated_at"])
    name = by.get_full_name() if by else SYSTEM
    EnrolmentMove.objects.create(
        enrolment=enrolment, from_status=before, to_status=enrolment.status, by_name=name
    )
    record(Verb.MOVED, enrolment, by=by, changes={"status": [before, enrolment.status]})
    refresh_tally(training)
    return 1


def out_of_step(today):
    """Participants whose status is not what the calendar says for today."""
    away = paused(OuterRef("pk"), Value(today))
    rows = Enrolment._base_manager.alias(away=away)
    return rows.filter(
        Q(status=EnrolmentStatus.ENROLLED, away=True) | Q(status=EnrolmentStatus.PAUSED, away=False)
    )
