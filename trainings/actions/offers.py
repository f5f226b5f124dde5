"""Free seats go to who waits first: offered in the transaction that frees them, held, and passed on.

Everything here runs under the lock of the training, which everybody who gives or frees a seat takes first.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, Max, Min, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from pembinaan import dates
from pembinaan.accounts.models import Holiday
from pembinaan.audit.record import SYSTEM, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, save_checked
from trainings.actions.enrolment import locked_training, read_candidates, seat_facts
from trainings.booking import rebook
from trainings.choices import EnrolmentStatus, OfferState, SessionStatus
from trainings.models import Enrolment, EnrolmentMove, SeatOffer, Session, Training
from trainings.rules import offers as rules
from trainings.rules.enrolment import enrolment_problems, open_problems
from trainings.tallying import refresh_tally
from trainings.waiting import line_of

LONGEST = timedelta(days=150)
"""Among so many days 240 office hours pass, whatever the holidays."""


def offer_free_seats(training, *, by, now=None):
    """Let overdue offers end, offer what is free, give the new offers; one query where nothing is to do."""
    now = now or timezone.now()
    facts = _facts(training, now)
    if facts["overdue"]:
        _expire(training, by, now)
        facts = _facts(training, now)
    free = training.capacity - (facts["seats_taken"] or 0)
    if not (facts["waits"] and free > 0 and facts["next_starts"]) or not training.is_open_for_enrolment:
        return []
    chosen, passed = rules.choose(line_of(training), free)
    for place in passed:
        _log_skip(place, by)
    if not chosen:
        return []
    until = _until(training, now, facts["last_starts"])
    return [_offer(place.row, now, until, by) for place in chosen]


def _facts(training, now):
    open_ = SeatOffer._base_manager.filter(enrolment__training=training, state=OfferState.OPEN)
    waiting = Enrolment._base_manager.filter(training=training, status=EnrolmentStatus.WAITING)
    coming = Session._base_manager.filter(training=training, starts_at__gt=now)
    coming = coming.exclude(status=SessionStatus.CANCELLED).order_by().values("training")
    facts = {
        "seats_taken": seat_facts(training)["seats_taken"],
        "waits": Exists(waiting),
        "overdue": Exists(open_.filter(expires_at__lte=now)),
        "next_starts": Subquery(coming.values(first=Min("starts_at"))),
        "last_starts": Subquery(coming.values(last=Max("starts_at"))),
    }
    return Training._base_manager.filter(pk=training.pk).values(**facts).get()


def _until(training, now, last_starts):
    """Not beyond the last session: then there is nothing left to come for."""
    office, today = training.office, dates.as_date(now, training.office)
    closed = Holiday.objects.names_between(office, today, today + LONGEST)
    return min(rules.answer_until(now, office.offer_hours, closed, office.zone), last_starts)


def _offer(enrolment, now, until, by):
    offer = SeatOffer._base_manager.create(enrolment=enrolment, offered_at=now, expires_at=until)
    _log(enrolment, _("Seat offered, answer until %(moment)s"), by, moment=dates.daytime(until))
    record(Verb.OFFERED, enrolment, by=by, changes={"answer_until": ["", dates.daytime(until)]})
    return offer


def _expire(training, by, now):
    rows = SeatOffer._base_manager.filter(enrolment__training=training, state=OfferState.OPEN)
    for offer in rows.filter(expires_at__lte=now).select_related("enrolment").order_by("expires_at", "pk"):
        close_offer(offer, OfferState.EXPIRED, by=by, now=now)


def close_offer(offer, state, *, by, now, note=""):
    offer.state, offer.answered_at, offer.note = state, now, note[:200]
    offer.answered_by_name = by.get_full_name() if by else SYSTEM
    offer.version += 1
    offer.save()
    if state != OfferState.ACCEPTED:
        _log(offer.enrolment, _("Offered seat: %(state)s"), by, state=offer.get_state_display, note=note)
        changes = {"offer_state": [OfferState.OPEN, state]} | ({"note": ["", note]} if note else {})
        record(Verb.ANSWERED, offer.enrolment, by=by, changes=changes)


def log_skipped(places, reason, by):
    """Why somebody further down was taken, with everybody who was passed over for it."""
    for place in places:
        _log(place.row, _("Passed over: %(reason)s"), by, reason=reason)


def _log_skip(place, by):
    """Once for each reason: the clock comes by every hour."""
    with override("id"):
        reason = str(place.problems[0].message)
    last = (
        EnrolmentMove.objects.filter(enrolment=place.row)
        .order_by("-pk")
        .values_list("note", flat=True)
        .first()
    )
    if last is None or reason not in last:
        _log(place.row, _("Passed over: %(reason)s"), by, reason=reason)


def _log(enrolment, text, by, note="", **values):
    with override("id"):
        words = gettext(text) % {
            name: value() if callable(value) else value for name, value in values.items()
        }
    EnrolmentMove.objects.create(
        enrolment=enrolment,
        from_status=enrolment.status,
        to_status=enrolment.status,
        by_name=by.get_full_name() if by else SYSTEM,
        note=" · ".join(filter(None, [str(words), note]))[:200],
    )


@transaction.atomic
def answer_offer(*, offer, answer, by, note="", now=None):
    """End an open offer; `answer` names one of the endings. Whatever is free then is offered on."""
    ending, now = rules.ending_named(answer), now or timezone.now()
    if ending is None:
        raise ValueError(f"{answer!r} ends no offer")
    training = locked_training(offer.enrolment.training)
    found = locked(offer)
    found.enrolment = locked(offer.enrolment)
    refuse(rules.ending_problems(ending, found, note, now))
    if ending.state == OfferState.ACCEPTED:
        _seat(training, found, by, note, now)
    else:
        close_offer(found, ending.state, by=by, now=now, note=note)
    offer_free_seats(training, by=by, now=now)
    return found


def _seat(training, offer, by, note, now):
    enrolment = offer.enrolment
    refuse(open_problems(training))
    if enrolment.client_id:
        (client,) = read_candidates(training, [enrolment.client])
        refuse(enrolment_problems(client, listed=True))
    close_offer(offer, OfferState.ACCEPTED, by=by, now=now, note=note)
    before = enrolment.status
    enrolment.status, enrolment.starts_on = EnrolmentStatus.ENROLLED, first_day(training, now)
    enrolment.version += 1
    save_checked(enrolment)
    told = " · ".join(filter(None, [str(offer.get_state_display()), note]))
    EnrolmentMove.objects.create(
        enrolment=enrolment,
        from_status=before,
        to_status=enrolment.status,
        by_name=by.get_full_name(),
        note=told,
    )
    changes = {"status": [before, enrolment.status], "offer_state": [OfferState.OPEN, offer.state]}
    record(Verb.ANSWERED, enrolment, by=by, changes=changes)
    rebook(training.pk)
    refresh_tally(training.pk)


def first_day(training, now):
    """Whoever joins is expected from the next session on, before the first one from today."""
    today = dates.as_date(now, training.office)
    days = Session._base_manager.filter(training=training).exclude(status=SessionStatus.CANCELLED)
    facts = days.aggregate(first=Min("day"), coming=Min("day", filter=Q(starts_at__gt=now)))
    if facts["first"] is None or facts["first"] >= today:
        return today
    return facts["coming"] or today


def withdraw_offers(training, *, by, now=None):
    """The training does not take place for now: offers end, and everybody keeps the turn."""
    rows = SeatOffer._base_manager.filter(enrolment__training=training, state=OfferState.OPEN)
    for offer in rows.select_related("enrolment"):
        close_offer(offer, OfferState.WITHDRAWN, by=by, now=now or timezone.now())


@transaction.atomic
def pass_on(*, training, by=None, now=None):
    """What the clock does with the offers of one training; safe to repeat. Gives the number of changes."""
    found, now = locked_training(training), now or timezone.now()
    open_ = SeatOffer._base_manager.filter(enrolment__training=found, state=OfferState.OPEN)
    before = open_.count()
    if not found.is_open_for_enrolment:
        withdraw_offers(found, by=by, now=now)
    made = len(offer_free_seats(found, by=by, now=now))
    # New ones, and as many as have ended.
    return made + before + made - open_.count()
