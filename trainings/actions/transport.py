"""The ledger of transport money: written down for who came, paid once, taken back by the head alone."""

from django.db import transaction

from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from trainings.choices import CAME, PaymentState
from trainings.models import Attendance, Session, TransportPayment
from trainings.rules.transport import amount_problems, pay_problems, void_problems


@transaction.atomic
def note_transport(*, session, rupiah, source, by):
    """An entry for everybody who came and has none yet; again, it adds only whoever was marked since."""
    refuse(amount_problems(rupiah))
    found = _held(session)
    known = TransportPayment._base_manager.filter(session=found).exclude(state=PaymentState.VOID)
    came = Attendance._base_manager.filter(session=found, mark__in=CAME)
    came = came.exclude(enrolment__in=known.values("enrolment")).order_by("enrolment__number")
    rows = [
        TransportPayment(session=found, enrolment_id=pk, rupiah=rupiah, source=source)
        for pk in came.values_list("enrolment", flat=True)
    ]
    TransportPayment._base_manager.bulk_create(rows)
    if rows:
        told = {"transport_entries": ["", len(rows)], "rupiah": ["", rupiah], "source": ["", source]}
        record(Verb.CREATED, found, by=by, changes=told)
    return rows


@transaction.atomic
def pay_transport(*, session, payments, receipt, paid_on, by):
    """Pay the entries with these ids of the session, all or none; sent twice, nothing is paid twice."""
    found = _held(session)
    rows = _locked_payments(found, payments)
    marks = dict(Attendance._base_manager.filter(session=found).values_list("enrolment", "mark"))
    today = dates.today(found.training.office)
    for row in rows:
        refuse(pay_problems(row, marks.get(row.enrolment_id, ""), receipt, paid_on, today))
    for row in rows:
        row.state, row.receipt, row.paid_on = PaymentState.PAID, receipt, paid_on
        row.paid_by_name, row.version = by.get_full_name(), row.version + 1
        row.save()
    told = {"transport_rows": ["", ", ".join(str(row.enrolment.number) for row in rows)]}
    told |= {"rupiah": ["", sum(row.rupiah for row in rows)], "receipt": ["", receipt]}
    record(Verb.PAID, found, by=by, changes=told)
    return rows


@transaction.atomic
def void_transport(*, session, payment, note, by):
    """Cancel an entry, for example because the money came back; a new one may then be written."""
    found = _held(session)
    (row,) = _locked_payments(found, [payment])
    refuse(void_problems(row, note, is_head=by.has_perm("trainings.approve_training")))
    before = row.state
    row.state, row.paid_on, row.note = PaymentState.VOID, None, note
    row.version += 1
    row.save()
    told = {"row": ["", str(row.enrolment.number)], "state": [before, row.state], "note": ["", note]}
    record(Verb.CHANGED, found, by=by, changes=told)
    return row


def _held(session):
    """Marks and money of one session change one after the other."""
    rows = Session._base_manager.select_related("training__office")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=session.pk)


def _locked_payments(session, ids):
    rows = TransportPayment._base_manager.filter(session=session, pk__in=list(ids))
    rows = rows.select_related("enrolment").select_for_update(of=("self",)).order_by("enrolment__number")
    return list(rows)
