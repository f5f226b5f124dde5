"""One person in the place of another, and one person from one training to another: each in one step."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from pembinaan.problems import refuse
from pembinaan.saving import locked, once, stale_problems
from trainings.actions.enrolment import SeatBook, locked_training, read_candidates, seat_facts
from trainings.actions.moves import last_marked, take_seat, write_step
from trainings.actions.offers import first_day, offer_free_seats
from trainings.actions.pauses import close_pauses
from trainings.choices import EnrolmentStatus
from trainings.models import Enrolment, Session, Training
from trainings.moves import ENROLMENT_MOVES, move_named
from trainings.rules import enrolment as rules
from trainings.rules import swaps
from trainings.rules.planning import reason_problems

LEAVE, ENROL = move_named(ENROLMENT_MOVES, "leave"), move_named(ENROLMENT_MOVES, "enrol")


@transaction.atomic
def swap_in_reserve(*, enrolment, reserve, session, reason, version, by, note=""):
    """The leaver leaves before that session and somebody who waits takes the seat from its day on.

    Passing over who has waited longer needs the note.
    """
    training = locked_training(enrolment.training)
    leaver, found = locked(enrolment), locked(reserve)
    refuse(rules.step_problems(LEAVE, leaver, training) or stale_problems(leaver, version))
    refuse([*reason_problems(LEAVE, reason), *swaps.swap_problems(leaver, found, session)])
    last = session.day - timedelta(days=1)
    _leave(training, leaver, last, reason, by, swaps.SAT_IN % {"number": found.number})
    found.replaces, found.starts_on = leaver, session.day
    refuse(rules.step_problems(ENROL, found, training))
    take_seat(training, found, session.day, note, by)
    write_step(found, EnrolmentStatus.ENROLLED, by, note=note, told=swaps.SITS_IN % {"number": leaver.number})
    offer_free_seats(training, by=by)
    return found


def _leave(training, leaver, last, reason, by, told):
    if leaver.starts_on > last:
        refuse(swaps.start_problems(_meets_on(training, last), leaver))
        leaver.starts_on = last
    refuse(rules.day_problems(LEAVE, leaver, last, last_marked=last_marked(leaver)))
    close_pauses(leaver, last)
    write_step(leaver, EnrolmentStatus.LEFT, by, reason=reason, on=last, told=told)


def _meets_on(training, day):
    return Session._base_manager.filter(training=training, day=day).exists()


@transaction.atomic
def transfer(*, enrolment, training, reason, on, version, form_key, by, note=""):
    """Leave here as of `on` and join another training of the office; what was recorded stays where it was.

    Where that training is full, it is a place on its waiting list.
    """
    return once(
        Enrolment, form_key, lambda: _transfer(enrolment, training, reason, on, version, form_key, by, note)
    )


def _transfer(enrolment, training, reason, on, version, form_key, by, note):
    # In the order of their ids, so that two transfers the other way round do not wait for each other.
    pair = sorted({enrolment.training_id, training.pk})
    held = {pk: locked_training(Training(pk=pk)) for pk in pair}
    source, target = held[enrolment.training_id], held[training.pk]
    leaver = locked(enrolment)
    refuse(rules.step_problems(LEAVE, leaver, source) or stale_problems(leaver, version))
    refuse([*reason_problems(LEAVE, reason), *swaps.transfer_problems(source, target)])
    refuse(
        [
            *rules.open_problems(target),
            *rules.day_problems(LEAVE, leaver, on, last_marked=last_marked(leaver)),
        ]
    )
    close_pauses(leaver, on)
    write_step(leaver, EnrolmentStatus.LEFT, by, reason=reason, on=on, note=note, told=f"→ {target}")
    joined = _join(target, leaver, on, form_key, by, f"← {source}")
    offer_free_seats(source, by=by)
    offer_free_seats(target, by=by)
    return joined


def _join(target, leaver, on, form_key, by, note):
    if leaver.client_id:
        (client,) = read_candidates(target, [leaver.client])
        refuse(rules.enrolment_problems(client))
        who = {"client": client}
    else:
        who = {"guest_name": leaver.guest_name, "guest_origin": leaver.guest_origin}
    (facts,) = Training._base_manager.filter(pk=target.pk).values(**seat_facts(target))
    starts_on = max(first_day(target, timezone.now()), on + timedelta(days=1))
    book = SeatBook(target, facts, by, starts_on=starts_on, note=note[:200])
    joined = book.add(form_key=form_key, replaces=leaver, **who)
    book.write()
    return joined
