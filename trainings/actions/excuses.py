"""An excuse on its way: brought with or without proof, decided by an officer, lapsed with the clock."""

from django.db import transaction

from pembinaan import dates
from pembinaan.audit.record import SYSTEM, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import save_checked
from pembinaan.uploads import keep_sealed
from trainings.actions.attendance import opened, taken, written
from trainings.choices import CAME, ExcuseState, Mark, Via
from trainings.models import Excuse, Reason
from trainings.rules.absence import decision_problems, excuse_problems, lapses, proved_by
from trainings.rules.attendance import opens_at
from trainings.sheet import NOTHING, REFUSED, Entry, Said

SEALED_AS = "excuse.evidence"


@transaction.atomic
def bring_excuse(*, session, number, mark, reason, note="", evidence=None, form_key, by, now=None):
    """Note why the person of a row will not come or did not come; the row is marked so until it is decided.

    `evidence`: the checked copy that check_upload() gave, or None. What is brought again within the time is
    the same excuse: it waits anew, and a proof that came before stays.
    """
    call = opened(session, by, Via.DECISION, now)
    row, session = call.rows.get(number), call.session
    excuse = _excuse_of(session, row)
    if excuse and excuse.form_key == form_key:
        return excuse
    values = {"mark": mark, "reason": reason}
    refuse(call.lock)
    refuse(excuse_problems(session, row, excuse, values, dates.as_date(call.now, session.training.office)))
    before = excuse.state if excuse else ""
    excuse = excuse or Excuse(session=session, enrolment_id=row.enrolment_id)
    excuse.mark, excuse.reason, excuse.note, excuse.form_key = mark, reason, note, form_key
    excuse.evidence_by, excuse.said_by_name = proved_by(session), by.get_full_name()
    _decide(excuse, ExcuseState.WAITING, at=None, by_name="")
    if evidence:
        excuse.evidence_name = evidence.name[-120:]
        excuse.save(update_fields=["evidence_name"])
        keep_sealed(excuse, "evidence", evidence.read(), SEALED_AS)
    _note(Verb.REQUESTED if not evidence else Verb.UPLOADED, excuse, number, before, by)
    _mark(call, number, Said(mark, reason_id=reason.pk, remark=row.said.remark))
    return excuse


@transaction.atomic
def decide_excuse(*, excuse, accept, note="", by, now=None):
    """Accept: the row stays excused. Decline: it is absent, or, before the session, free for its mark."""
    known = Excuse.objects.visible_to(by).select_related("enrolment").get(pk=getattr(excuse, "pk", excuse))
    number = known.enrolment.number
    call = opened(known.session_id, by, Via.DECISION, now)
    excuse = _excuse_of(call.session, call.rows.get(number))
    state = ExcuseState.ACCEPTED if accept else ExcuseState.DECLINED
    if excuse.state == state:
        return excuse
    refuse(decision_problems(excuse) or call.lock)
    _decide(excuse, state, at=call.now, by_name=by.get_full_name(), note=note)
    _note(Verb.DECIDED, excuse, number, ExcuseState.WAITING, by)
    row = call.rows[number]
    if row.said.mark not in CAME:
        _mark(call, number, _said_after(excuse, row, call))
    return excuse


@transaction.atomic
def lapse_excuses(*, session, numbers, by, now=None):
    """Turn excused into absent in these rows, where a proof was needed and none came; gives how many.

    A mark needs a user behind it: `by` marked the rows before. The history and the trail name the system.
    """
    call = opened(session, by, Via.CLOCK, now)
    if call.lock:
        return 0
    needing = set(Reason.objects.filter(needs_evidence=True).values_list("pk", flat=True))
    known = {excuse.enrolment_id: excuse for excuse in Excuse._base_manager.filter(session=session)}
    answers = []
    for number in numbers:
        row = call.rows[number]
        excuse = known.get(row.enrolment_id)
        if lapses(row, excuse, row.said.reason_id in needing):
            answers.append(_lapsed(call, row, excuse))
    written(call, answers)
    return sum(answer.code not in REFUSED for answer in answers)


@transaction.atomic
def note_evidence_download(*, excuse, by):
    _note(Verb.EXPORTED, excuse, excuse.enrolment.number, excuse.state, by)


def _excuse_of(session, row):
    found = Excuse._base_manager.filter(session=session, enrolment=row and row.enrolment_id)
    return found.select_related("reason").first()


def _decide(excuse, state, *, at, by_name, note=""):
    excuse.state, excuse.decided_at, excuse.decided_by_name, excuse.decision_note = state, at, by_name, note
    excuse.version += 0 if excuse._state.adding else 1
    save_checked(excuse)


def _note(verb, excuse, number, before, by):
    changes = {"row": ["", number], "state": [before, str(excuse.state)]}
    record(verb, excuse, by=by, changes=changes, name="")


def _said_after(excuse, row, call):
    if excuse.state == ExcuseState.ACCEPTED:
        return Said(excuse.mark, reason_id=excuse.reason_id, remark=row.said.remark)
    return Said(Mark.ABSENT, remark=row.said.remark) if call.now >= opens_at(call.session) else NOTHING


def _mark(call, number, said):
    answer = taken(call, Entry(number, said))
    if answer.code in REFUSED:
        refuse([Problem(answer.code, answer.message)])
    written(call, [answer])


def _lapsed(call, row, excuse):
    """The excuse first: what is written down of it is what stood in the row."""
    excuse = excuse or Excuse(
        session=call.session,
        enrolment_id=row.enrolment_id,
        mark=row.said.mark,
        reason_id=row.said.reason_id,
        evidence_by=proved_by(call.session),
        said_by_name=row.marked_by_name,
    )
    before = "" if excuse._state.adding else ExcuseState.WAITING
    _decide(excuse, ExcuseState.LAPSED, at=call.now, by_name=SYSTEM)
    _note(Verb.DECIDED, excuse, row.number, before, None)
    return taken(call, Entry(row.number, Said(Mark.ABSENT, remark=row.said.remark)))
