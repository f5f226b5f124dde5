"""Months: who may send, accept and return them, what the seal keeps, and how later changes show."""

import uuid
from datetime import date

import pytest
import time_machine
from django.core import mail as outbox
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from clients.actions.register import change_client
from pembinaan.accounts.models import Office
from pembinaan.accounts.roles import Role
from pembinaan.audit.models import AuditEntry
from pembinaan.dashboards import sealing
from pembinaan.dashboards.actions.returns import accept_month, return_month, submit_month
from pembinaan.dashboards.models import MonthlyReturn
from pembinaan.problems import RuleBroken
from tests import make
from tests.cast import person
from tests.dashboards.monthly import AUGUST, NOW, SEPTEMBER, began, office_at_work, sealed, submitted
from tests.trainings.after import held
from trainings.actions.amendments import amend_mark
from trainings.actions.attendance import record_attendance
from trainings.actions.follow_up import record_outcome
from trainings.models import FollowUp, SealedMonth
from trainings.sheet import Code, Entry, Said


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(NOW):
        yield


def url(cast, step="month", month="2026-09"):
    return reverse(f"dashboards:{step}", args=[cast.palu.pk, month])


def stepped(cast, step, state):
    """Codes of what refused the step, or nothing where it was done."""
    now = timezone.now()
    times = {"sealed_at": now, "sha256": "0" * 64} if state == "sealed" else {}
    facts = {"submitted_at": now, "decision_note": "Lengkapi", **times}
    found = MonthlyReturn.objects.create(office=cast.palu, month=SEPTEMBER, state=state, **facts)
    about = {"office": cast.palu, "month": SEPTEMBER}
    try:
        if step == "submit":
            submit_month(note="", by=cast.head, **about)
        elif step == "accept":
            accept_month(version=found.version, by=cast.regional, **about)
        else:
            return_month(reason="Lengkapi", version=found.version, by=cast.regional, **about)
    except RuleBroken as refusal:
        return refusal.codes
    return set()


@pytest.mark.parametrize(
    ("state", "submit", "accept", "give_back"),
    [
        ("draft", set(), {"not_submitted"}, {"not_submitted"}),
        ("submitted", {"submitted"}, set(), set()),
        ("returned", set(), {"not_submitted"}, {"not_submitted"}),
        ("sealed", {"sealed"}, {"sealed"}, {"sealed"}),
    ],
)
@pytest.mark.parametrize("step", ["submit", "accept", "return"])
def test_each_state_allows_its_steps(cast, state, step, submit, accept, give_back):
    began(cast.palu)
    expected = {"submit": submit, "accept": accept, "return": give_back}[step]
    assert stepped(cast, step, state) == expected


def test_who_may_take_which_step(cast, client):
    office_at_work(cast)
    other = person("regional.lain", cast.other_kanwil, Role.REGIONAL)
    who = [cast.coordinator, cast.counsellor, cast.head, cast.sibling, cast.regional, other, cast.national]
    found = {}
    for user in who:
        client.force_login(user)
        found[user.username] = [
            client.get(url(cast, f"month-{s}")).status_code for s in ("submit", "accept", "return")
        ]
    assert found == {
        "coordinator.palu": [403, 403, 403],
        "counsellor.palu": [403, 403, 403],
        "head.palu": [200, 403, 403],
        "coordinator.luwuk": [404, 404, 404],
        "regional.sulteng": [403, 200, 200],
        "regional.lain": [404, 404, 404],
        "national": [403, 403, 403],
    }


def test_a_month_goes_to_the_kanwil_back_and_there_again(cast, client):
    office_at_work(cast)
    client.force_login(cast.head)
    client.post(url(cast, "month-submit"), {"note": "Aula dipakai pemilu"})
    found = MonthlyReturn.objects.get()
    assert (found.state, found.note, found.submitted_by_name) == (
        "submitted",
        "Aula dipakai pemilu",
        "Surya Contoh",
    )
    client.force_login(cast.regional)
    assert "Aula dipakai pemilu" in client.get(url(cast)).content.decode()
    assert client.post(url(cast, "month-return"), {"version": found.version}).status_code == 422
    client.post(url(cast, "month-return"), {"version": found.version, "reason": "JP sesi 4"})
    client.force_login(cast.head)
    assert "JP sesi 4" in client.get(url(cast)).content.decode()
    client.post(url(cast, "month-submit"), {"note": ""})
    client.force_login(cast.regional)
    # What was shown before the month was sent again is not accepted.
    assert client.post(url(cast, "month-accept"), {"version": found.version}).status_code == 422
    found.refresh_from_db()
    client.post(url(cast, "month-accept"), {"version": found.version})
    found.refresh_from_db()
    assert (found.state, found.decided_by_name) == ("sealed", "Pejabat Kanwil")
    verbs = list(AuditEntry.objects.about(found).order_by("at").values_list("verb", flat=True))
    assert verbs == ["submitted", "returned", "submitted", "sealed"]


def test_only_months_that_are_over_and_asked_for_are_sent(cast):
    began(cast.palu, date(2026, 8, 20))
    for month, code in (
        (date(2026, 10, 1), "not_over"),
        (date(2026, 11, 1), "not_over"),
        (date(2026, 7, 1), "not_asked"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            submitted(cast, month)
        assert refusal.value.codes == {code}
    assert not MonthlyReturn.objects.exists()
    assert submitted(cast, AUGUST).state == "submitted"


def test_the_seal_keeps_the_figures_of_month_and_quarter(cast):
    office_at_work(cast)
    found = sealed(cast)
    facts = {fact.indicator: fact[2:] for fact in sealing.sealed_facts(found)}
    assert facts == {
        "attendance": (360, 540),
        "certified": (0, 0),
        "passed": (0, 0),
        "trained": (0, 0),
        "work-3": (0, 3),
        "work-3-reached": (0, 3),
        "work-6": (0, 0),
        "work-6-reached": (0, 0),
    }
    assert found.sha256 == sealing.sha256_of(found, sealing.sealed_facts(found))
    assert SealedMonth.objects.filter(office=cast.palu, month=SEPTEMBER).exists()


def test_in_other_months_of_a_quarter_no_outcomes_are_sealed(cast):
    office_at_work(cast)
    keys = [fact.indicator for fact in sealing.sealed_facts(sealed(cast, AUGUST))]
    assert keys == ["attendance", "certified", "passed", "trained"]


def edited(cast):
    """The sealed month, and three later edits by three people."""
    finished, going_on = office_at_work(cast)
    found = sealed(cast)
    before = (sealing.canonical(found, sealing.sealed_facts(found)), found.sha256)
    later = FollowUp.objects.filter(point=3, enrolment__training=finished).first()
    values = {"on": date(2026, 10, 9), "channel": "phone", "status": "employed"}
    record_outcome(follow_up=later, values=values, form_key=uuid.uuid4(), by=cast.counsellor)
    sheet = going_on.sessions.get()
    amend_mark(
        session=sheet,
        number=1,
        said=Said("absent"),
        note="Kertas Pak Rahasia",
        form_key=uuid.uuid4(),
        by=cast.head,
    )
    somebody = going_on.enrolments.order_by("number").first().client
    facts = {"name": somebody.name, "register_number": somebody.register_number, "sex": "P"}
    change_client(client=somebody, values=facts, nik=None, version=somebody.version, by=cast.coordinator)
    return found, before, somebody


def test_edits_after_the_seal_leave_its_bytes_alone(cast):
    found, (told, digest), _somebody = edited(cast)
    found.refresh_from_db()
    assert sealing.canonical(found, sealing.sealed_facts(found)) == told
    assert found.sha256 == digest == sealing.sha256_of(found, sealing.sealed_facts(found))


def test_drift_lists_each_edit_with_its_author(cast, client):
    _found, _before, somebody = edited(cast)
    client.force_login(cast.head)
    context = client.get(url(cast, "month-drift")).context
    assert {row.indicator.key for row in context["compared"] if row.has_changed} == {"work-3"}
    assert {edit.sentence.entry.actor_name for edit in context["edits"]} == {
        "Surya Contoh", "Agus Wijaya", "Rina Anggreni",
    }  # fmt: skip
    client.force_login(cast.regional)
    answer = client.get(url(cast, "month-drift"))
    page = answer.content.decode()
    assert len(answer.context["edits"]) == 3
    assert "Rina Anggreni" in page
    for secret in (somebody.name, somebody.register_number, "Rahasia"):
        assert secret not in page
    amended = [edit for edit in answer.context["edits"] if edit.sentence.entry.verb == "amended"]
    assert "→" in amended[0].reason
    # One outcome of three people is a small cell: above the Bapas nothing of it is told.
    assert {row.indicator.key for row in answer.context["compared"] if row.has_changed} <= {"work-3"}
    assert "1/3" not in page
    assert "(1 " not in page


def test_what_happened_before_the_seal_or_in_other_months_is_no_drift(cast, client):
    office_at_work(cast)
    sealed(cast)
    other = held(cast, "P", day=date(2026, 10, 5))
    record_attendance(session=other.sessions.get(), marks=[Entry(1, Said("present"))], by=cast.coordinator)
    client.force_login(cast.head)
    assert client.get(url(cast, "month-drift")).context["edits"] == []
    assert client.get(url(cast)).context["changed"] == 0


def test_a_sealed_month_locks_its_sheets(cast):
    _finished, going_on = office_at_work(cast)
    sealed(cast)
    call = record_attendance(
        session=going_on.sessions.get(), marks=[Entry(3, Said("present"))], by=cast.coordinator
    )
    assert call.answers[0].code == Code.LOCKED


def test_small_sealed_outcomes_are_hidden_above_the_bapas(cast, client):
    finished, _going_on = office_at_work(cast)
    late = FollowUp.objects.filter(point=3, enrolment__training=finished).first()
    values = {"on": date(2026, 9, 4), "channel": "phone", "status": "employed"}
    record_outcome(follow_up=late, values=values, form_key=uuid.uuid4(), by=cast.counsellor)
    sealed(cast)
    client.force_login(cast.head)
    [home] = [f for f in client.get(url(cast)).context["figures"] if f.indicator.key == "work-3"]
    assert (home.numerator, home.denominator, home.hidden) == (1, 3, False)
    client.force_login(cast.regional)
    [above] = [f for f in client.get(url(cast)).context["figures"] if f.indicator.key == "work-3"]
    assert (above.hidden, above.numerator) == (True, 0)


def test_late_months_are_told_to_head_and_kanwil(cast, client):
    began(cast.palu, date(2026, 8, 3))
    submitted(cast, AUGUST)
    client.force_login(cast.head)
    [task] = [t for t in client.get(reverse("home")).context["tasks"] if "/months/" in t.url]
    assert (task.count, task.kind, task.url) == (1, "bad", url(cast))
    client.force_login(cast.regional)
    board = client.get(reverse("dashboards:board")).context
    lines = {(line.icon, line.url) for line in board["attention"]}
    assert {("send", url(cast)), ("inbox", url(cast, month="2026-08"))} <= lines
    assert board["sending"]["sent"] == 0
    assert [month.office for month in board["sending"]["months"]] == [cast.palu]
    [row] = [
        months
        for office, months in client.get(reverse("dashboards:months")).context["rows"]
        if office == cast.palu
    ]
    assert [(m.state, m.days_late) for m in row[:3]] == [("draft", 2), ("submitted", 32), ("draft", 0)]


def test_the_daily_mail_tells_the_head_of_months_to_send(cast):
    cast.head.email = "kepala@example.org"
    cast.head.save()
    began(cast.palu, date(2026, 8, 3))
    call_command("send_reminders")
    [message] = outbox.outbox
    assert reverse("dashboards:months") in message.body
    assert message.body.splitlines()[0].startswith("2 ")


def test_pages_cost_the_same_with_one_and_three_rows(cast, client, django_assert_num_queries):
    _finished, going_on = office_at_work(cast)
    found = sealed(cast)
    client.force_login(cast.regional)
    pages = [(reverse("dashboards:months"), 5), (url(cast), 12), (url(cast, "month-drift"), 11)]
    client.get(pages[0][0])
    for rows in (1, 2):
        for number in range(rows):
            code = f"BAPAS-{rows}-{number}"
            began(Office.objects.create(code=code, name=code, level="local", parent=cast.kanwil))
            make.enrolment(going_on)
            said = Said("absent" if number else "late", minutes_late=rows)
            key = uuid.uuid4()
            amend_mark(
                session=going_on.sessions.get(),
                number=1,
                said=said,
                note="Kertas",
                form_key=key,
                by=cast.head,
            )
        for page, number in pages:
            with django_assert_num_queries(number):
                client.get(page)
    assert found.state == "sealed"
