"""Steps of one participant: give a seat, pause, resume, leave, take back."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, save_checked, stale_problems
from trainings.actions.enrolment import default_start, locked_training, read_candidates, seat_facts
from trainings.actions.offers import close_offer, log_skipped, offer_free_seats
from trainings.actions.pauses import begin_pause, close_pauses, end_pause
from trainings.booking import rebook
from trainings.choices import EnrolmentStatus, OfferState
from trainings.models import Attendance, EnrolmentMove, SeatOffer, Training
from trainings.moves import ENROLMENT_MOVES, move_named
from trainings.rules import enrolment as rules
from trainings.rules.offers import before, skipping_problems
from trainings.rules.planning import reason_problems
from trainings.tallying import refresh_tally
from trainings.waiting import line_of


@transaction.atomic
def move_enrolment(*, enrolment, move, by, version, reason=None, on=None, until=None, note=""):
    """The single door between the statuses; `on` is the first day of a seat or of a pause, the day of coming
    back or the last one of leaving. A seat that it frees is offered to the next in line.
    """
    step = move_named(ENROLMENT_MOVES, move)
    if step is None:
        raise ValueError(f"{move!r} is no move of a participant")
    # First the training, as enrolling does: two who want the last seat wait for each other.
    training = locked_training(enrolment.training)
    found = locked(enrolment)
    refuse(rules.step_problems(step, found, training) or stale_problems(found, version))
    refuse(reason_problems(step, reason))
    refuse(rules.day_problems(step, found, on, last_marked=last_marked(found)))
    target, told = _prepare(step, training, found, on, until, note, by)
    write_step(found, target, by, reason=reason, on=on, note=note, told=told)
    offer_free_seats(training, by=by)
    return found


def _prepare(step, training, enrolment, on, until, note, by):
    """What goes along with the step; gives the status that it leads to and what the history adds."""
    if step.name == "pause":
        status = begin_pause(training, enrolment, on, until, note)
        return status, f"{step.label} {dates.short_day(on)} – {dates.short_day(until) or '…'}"
    if step.name == "resume":
        return end_pause(training, enrolment, on), dates.short_day(on)
    if step.target == EnrolmentStatus.LEFT:
        close_pauses(enrolment, on)
    elif step.target == EnrolmentStatus.ENROLLED:
        take_seat(training, enrolment, on, note, by)
    return step.target, ""


def take_seat(training, enrolment, on, note, by):
    """Somebody from the waiting list, or one who left, needs a free seat and must still be eligible.

    A seat offered to this one is accepted with it; whoever is passed over for it is told so in the history.
    """
    offer = SeatOffer._base_manager.filter(enrolment=enrolment, state=OfferState.OPEN).first()
    (facts,) = Training._base_manager.filter(pk=training.pk).values(**seat_facts(training))
    refuse(rules.seat_problems(training, (facts["seats_taken"] or 0) - (offer is not None)))
    if enrolment.client_id:
        (client,) = read_candidates(training, [enrolment.client])
        refuse(rules.enrolment_problems(client, listed=True))
    if offer is not None:
        offer.enrolment = enrolment
        close_offer(offer, OfferState.ACCEPTED, by=by, now=timezone.now(), note=note)
    elif enrolment.status != EnrolmentStatus.LEFT:
        pass_over(training, enrolment, note, by)
    enrolment.starts_on = enrolment.starts_on or on or default_start(training, facts["first_day"])


def pass_over(training, enrolment, note, by):
    """Nobody who has waited longer is passed over without a reason."""
    skipped = before(line_of(training), enrolment)
    refuse(skipping_problems(skipped, note))
    log_skipped(skipped, note, by)


def write_step(enrolment, target, by, *, reason=None, on=None, note="", told=""):
    """The new status with its history; `told` stands there before the reason and the note."""
    before_ = enrolment.status
    left = target == EnrolmentStatus.LEFT
    enrolment.status = target
    enrolment.leave_reason, enrolment.ends_on = (reason, on) if left else (None, None)
    enrolment.note = note or enrolment.note
    enrolment.version += 1
    save_checked(enrolment)
    EnrolmentMove.objects.create(
        enrolment=enrolment,
        from_status=before_,
        to_status=enrolment.status,
        by_name=by.get_full_name(),
        note=" · ".join(str(part) for part in (told, reason, note) if part)[:200],
    )
    changes = {"status": [before_, enrolment.status]} | ({"reason": ["", str(reason)]} if reason else {})
    record(Verb.MOVED, enrolment, by=by, changes=changes)
    rebook(enrolment.training_id)
    refresh_tally(enrolment.training_id)
    return enrolment


def last_marked(enrolment):
    marks = Attendance._base_manager.filter(enrolment=enrolment).exclude(mark="")
    return marks.aggregate(day=Max("session__day"))["day"]
