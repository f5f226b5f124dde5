"""The written plan of a training and its budget, and the way to the head and back."""

from django.db import transaction
from django.utils import timezone

from pembinaan import dates
from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, save_checked, stale_problems
from trainings.choices import SessionStatus
from trainings.models import BudgetLine, Proposal, Session
from trainings.needs import needed
from trainings.rules import proposal as rules
from trainings.tallying import refresh_tally

FIELDS = ("need", "background", "purpose", "beneficiaries", "strategy", "result", "output_code")
LINE_FACTS = ("name", "source", "account", "quantity", "unit", "unit_price", "note")


def proposal_of(training):
    return Proposal._base_manager.filter(training=training).first()


@transaction.atomic
def write_proposal(*, training, values, version, by):
    """`version` is that of the proposal that was shown, 0 where there was none."""
    found = locked(training)
    refuse(rules.plan_problems(found))
    proposal = proposal_of(found) or Proposal(training=found, version=0)
    before = Proposal._base_manager.filter(pk=proposal.pk).first() or Proposal()
    refuse(stale_problems(proposal, version, about=found))
    for name in FIELDS:
        setattr(proposal, name, values[name])
    if changes := differences(before, proposal, FIELDS):
        proposal.version += 1
        save_checked(proposal)
        _touch(found)
        record(Verb.CHANGED, found, by=by, changes=changes)
    return found


def _touch(training):
    """Whoever is about to approve has not seen this."""
    training.version += 1
    training.save(update_fields=["version", "updated_at"])


@transaction.atomic
def plan_budget(*, training, lines, version, by):
    """Write the planned lines in their order; `lines` are dicts of LINE_FACTS, with the id of an old one."""
    found = locked(training)
    refuse(rules.plan_problems(found) or stale_problems(found, version))
    return _write_lines(found, lines, by)


def _write_lines(training, lines, by):
    old = {line.pk: line for line in _lines(training)}
    before = told(old.values())
    kept = {line.get("id") for line in lines}
    gone = [line for line in old.values() if line.pk not in kept]
    refuse(rules.line_problems(lines, [line.name for line in gone if line.spent is not None]))
    for line in gone:
        line.delete()
    written = []
    for order, values in enumerate(lines, start=1):
        line = old.get(values.get("id")) or BudgetLine(training=training)
        line.order = order
        for name in LINE_FACTS:
            setattr(line, name, values[name])
        line.version += not line._state.adding
        written.append(save_checked(line))
    if before != told(written):
        _touch(training)
        record(Verb.CHANGED, training, by=by, changes={"budget": [before, told(written)]})
    return training


def _lines(training):
    return list(BudgetLine._base_manager.filter(training=training).order_by("order", "pk"))


def rupiah(amount):
    """As it stands in the trail, in whatever language the page was."""
    return "" if amount is None else f"Rp{amount:,}".replace(",", ".")


def told(lines):
    """The lines in one line of the trail."""
    return "; ".join(f"{line.name} ({line.source}) {rupiah(line.planned)}" for line in lines)


@transaction.atomic
def take_over_items(*, training, source, version, by):
    """Add a line for each tool and material of the programme, for all seats, where none has its name."""
    found = locked(training)
    refuse(rules.plan_problems(found) or stale_problems(found, version))
    old = [{"id": line.pk} | {name: getattr(line, name) for name in LINE_FACTS} for line in _lines(found)]
    known = {line["name"].casefold() for line in old}
    needs = needed(found.programme.items.order_by("order"), found.capacity)
    new = [_line_of(need, source) for need in needs if need.item.name.casefold() not in known]
    return _write_lines(found, old + new, by)


def _line_of(need, source):
    facts = {"name": need.item.name, "quantity": need.quantity, "unit": need.item.unit}
    return facts | {"source": source, "account": "", "unit_price": need.item.unit_price or 0, "note": ""}


@transaction.atomic
def record_spending(*, training, amounts, version, by):
    """`amounts`: {id of a line: (rupiah spent or None, note)}."""
    found = locked(training)
    refuse(rules.spending_problems(found) or stale_problems(found, version))
    before, after = [], []
    for line in _lines(found):
        spent, note = amounts.get(line.pk, (line.spent, line.note))
        if (spent, note) == (line.spent, line.note):
            continue
        before.append(f"{line.name} {rupiah(line.spent)}".strip())
        line.spent, line.note = spent, note
        line.version += 1
        save_checked(line)
        after.append(f"{line.name} {rupiah(line.spent)}".strip())
    if after:
        _touch(found)
        refresh_tally(found)
        record(Verb.CHANGED, found, by=by, changes={"spending": ["; ".join(before), "; ".join(after)]})
    return found


def sessions_of(training):
    """How many sessions take place."""
    return Session._base_manager.filter(training=training).exclude(status=SessionStatus.CANCELLED).count()


@transaction.atomic
def propose_training(*, training, version, by):
    """Ask the head for the approval."""
    found = locked(training)
    today = dates.today(found.office)
    facts = {"sessions": sessions_of(found), "proposal": proposal_of(found), "today": today}
    refuse(stale_problems(found, version) or rules.proposing_problems(found, **facts))
    found.proposed_at, found.proposed_by_name = timezone.now(), by.get_full_name()
    found.status_note = ""
    found.version += 1
    save_checked(found)
    record(Verb.PROPOSED, found, by=by)
    return found


@transaction.atomic
def return_training(*, training, reason, version, by):
    """Give a proposed training back for changes; the reason stands on its page until it is proposed again."""
    found = locked(training)
    refuse(stale_problems(found, version) or rules.returning_problems(found, reason))
    found.proposed_at, found.proposed_by_name = None, ""
    found.status_note = reason.strip()
    found.version += 1
    save_checked(found)
    record(Verb.RETURNED, found, by=by, changes={"status_note": ["", found.status_note]})
    return found
