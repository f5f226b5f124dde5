"""Transport money: for who came, paid once whatever two officers do, closed when paid."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from tests.parallel import at_once, shared_database
from trainings.actions.transport import note_transport, pay_transport, void_transport
from trainings.models import Session, TransportPayment


@pytest.fixture
def session(cast):
    training = make.training(cast.palu)
    sheet = training.sessions.get()
    for value in ("present", "present", "absent"):
        make.mark(sheet, make.enrolment(training), cast.coordinator, value)
    make.enrolment(training)  # not recorded
    return Session.objects.select_related("training__office").get(pk=sheet.pk)


def note(session, by, rupiah=50_000):
    return note_transport(session=session, rupiah=rupiah, source="dipa", by=by)


def pay(session, by, rows=None, **more):
    ids = [row.pk for row in (TransportPayment.objects.all() if rows is None else rows)]
    values = {"receipt": "KW-1", "paid_on": dates.today(session.training.office)} | more
    return pay_transport(session=session, payments=ids, by=by, **values)


@pytest.mark.django_db
def test_who_came_gets_an_entry_once(cast, session):
    assert [row.rupiah for row in note(session, cast.coordinator)] == [50_000, 50_000]
    assert note(session, cast.coordinator) == []
    newcomer = make.enrolment(session.training)
    make.mark(session, newcomer, cast.coordinator)
    assert [row.enrolment_id for row in note(session, cast.coordinator, 40_000)] == [newcomer.pk]
    assert TransportPayment.objects.count() == 3


@pytest.mark.django_db
def test_paid_is_closed_and_told(cast, session):
    note(session, cast.coordinator)
    rows = pay(session, cast.coordinator)
    assert {row.state for row in rows} == {"paid"}
    entry = AuditEntry.objects.filter(verb="paid").get()
    assert entry.changes["rupiah"] == ["", 100_000]
    for refused in (
        lambda: pay(session, cast.coordinator),
        lambda: void_transport(session=session, payment=rows[0].pk, note="salah", by=cast.coordinator),
    ):
        with pytest.raises(RuleBroken) as refusal, transaction.atomic():
            refused()
        assert refusal.value.codes == {"state"}
    row = void_transport(session=session, payment=rows[0].pk, note="Uang kembali", by=cast.head)
    assert (row.state, row.paid_on) == ("void", None)
    assert len(note(session, cast.coordinator)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "code"),
    [({"receipt": " "}, "receipt"), ({"paid_on": None}, "paid_on"), ({"days": 1}, "paid_on")],
)
def test_a_payment_needs_a_receipt_and_a_day(cast, session, more, code):
    note(session, cast.coordinator)
    if days := more.pop("days", 0):
        more["paid_on"] = dates.today(cast.palu) + timedelta(days=days)
    with pytest.raises(RuleBroken) as refusal, transaction.atomic():
        pay(session, cast.coordinator, **more)
    assert refusal.value.codes == {code}


@pytest.mark.django_db
def test_nobody_is_paid_whose_mark_was_taken_back(cast, session):
    rows = note(session, cast.coordinator)
    session.attendances.filter(enrolment=rows[0].enrolment_id).update(mark="")
    with pytest.raises(RuleBroken) as refusal, transaction.atomic():
        pay(session, cast.coordinator)
    assert refusal.value.codes == {"absent"}
    assert not TransportPayment.objects.filter(state="paid").exists()


@pytest.mark.django_db
def test_the_database_knows_one_entry_a_person_and_session(cast, session):
    (row, _other) = note(session, cast.coordinator)
    again = {"session": session, "enrolment_id": row.enrolment_id, "rupiah": 1, "source": "dipa"}
    with pytest.raises(IntegrityError), transaction.atomic():
        TransportPayment.objects.create(**again)
    with pytest.raises(IntegrityError), transaction.atomic():
        TransportPayment.objects.filter(pk=row.pk).update(state="paid")


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_write_and_pay_once(cast, session, tmp_path):
    with shared_database(tmp_path):
        at_once(lambda _n: note(session, cast.coordinator), range(12))
        assert TransportPayment.objects.count() == 2
        answers = at_once(lambda n: pay(session, cast.coordinator, receipt=f"KW-{n}"), range(12))
        assert sum(isinstance(answer, list) for answer in answers) == 1
        assert all(isinstance(answer, list | RuleBroken) for answer in answers)
        assert len(set(TransportPayment.objects.values_list("receipt", flat=True))) == 1


@pytest.mark.django_db
def test_the_page_writes_pays_and_sums(client, cast, session):
    client.force_login(cast.coordinator)
    url = reverse("trainings:transport", args=[session.training_id])
    noted = reverse("trainings:transport-note", args=[session.training_id, session.pk])
    assert client.post(noted, {"rupiah": "0", "source": "dipa"}).status_code == 422
    assert client.post(noted, {"rupiah": "50000", "source": "dipa"}).status_code == 302
    assert "Rp100.000" in client.get(url).content.decode()
    first = TransportPayment.objects.first()
    sent = {"receipt": "KW-7", "paid_on": str(dates.today(cast.palu))}
    assert client.post(url, sent).status_code == 422
    refused = client.post(url, sent | {"receipt": "", "payment": str(first.pk)})
    assert refused.status_code == 422
    assert client.post(url, sent | {"payment": str(first.pk)}).status_code == 302
    ((_source, due, paid),) = client.get(url).context["sums"]
    assert (due, paid) == (50_000, 50_000)
    assert TransportPayment.objects.get(pk=first.pk).receipt == "KW-7"
    client.force_login(cast.head)
    assert client.post(url, sent | {"payment": str(first.pk)}).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("more", [0, 20])
def test_the_ledger_costs_the_same_for_any_number(client, cast, session, more, django_assert_num_queries):
    for _round in range(more):
        make.mark(session, make.enrolment(session.training), cast.coordinator)
    note(session, cast.coordinator)
    client.force_login(cast.coordinator)
    with django_assert_num_queries(10):
        client.get(reverse("trainings:transport", args=[session.training_id]))
