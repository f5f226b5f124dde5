"""When a plan may be written, proposed and returned, and what its budget must hold."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import TrainingStatus
from trainings.policy import MAX_BUDGET_LINES, MAX_BUDGET_PRICE

STILL_PLANNED = (TrainingStatus.DRAFT, TrainingStatus.POSTPONED)
SPENDING = (TrainingStatus.APPROVED, TrainingStatus.RUNNING)


def is_plan_open(training):
    return training.status in STILL_PLANNED


def is_spending_open(training):
    return training.status in SPENDING


def plan_problems(training):
    """The proposal and the planned lines are what was approved: afterwards nothing of them changes."""
    if is_plan_open(training):
        return []
    return [Problem("frozen", _("The plan is approved; the proposal and the budget no longer change."))]


def spending_problems(training):
    if is_spending_open(training):
        return []
    message = _("What was spent is recorded from the approval until the training is completed.")
    return [Problem("not_spending", message)]


def line_problems(lines, spent_lines=()):
    """`lines`: dicts of planned lines; `spent_lines`: names of those taken away that have cost something."""
    if len(lines) > MAX_BUDGET_LINES:
        message = _("A budget has at most %(number)s lines.") % {"number": MAX_BUDGET_LINES}
        return [Problem("many_lines", message)]
    message = _("“%(name)s” stays: money was already spent on it.")
    problems = [Problem("spent", message % {"name": name}) for name in spent_lines]
    message = _("Line %(number)s: the quantity must be more than nothing.")
    for number, line in enumerate(lines, start=1):
        if line["quantity"] <= 0:
            problems.append(Problem("quantity", message % {"number": number}))
        elif line["quantity"] * line["unit_price"] > MAX_BUDGET_PRICE:
            problems.append(
                Problem("too_much", _("Line %(number)s: the sum is too large.") % {"number": number})
            )
    return problems


def proposing_problems(training, *, sessions, proposal, today):
    """What must stand before the head is asked."""
    if training.status != TrainingStatus.DRAFT:
        return [Problem("not_draft", _("Only a draft is proposed."))]
    if training.proposed_at:
        return [Problem("proposed", _("The training is already proposed."))]
    problems = []
    if training.ends_on < today:
        problems.append(Problem("past", _("The days of the training lie in the past.")))
    if not training.capacity:
        problems.append(Problem("no_seats", _("Give the number of seats.")))
    if not sessions:
        problems.append(Problem("no_sessions", _("Plan at least one session.")))
    if not (proposal and (proposal.need.strip() or proposal.purpose.strip())):
        problems.append(Problem("no_purpose", _("Write the need or the purpose in the proposal.")))
    return problems


def returning_problems(training, reason):
    if training.status != TrainingStatus.DRAFT or not training.proposed_at:
        return [Problem("not_proposed", _("This training does not wait for an approval."))]
    if not reason.strip():
        return [Problem("no_reason", _("Write what must be changed."), "reason")]
    return []
