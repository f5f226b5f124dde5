"""When transport money may be written down, paid, and taken back."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import CAME, PaymentState

MAX_RUPIAH = 10_000_000
"""For one person and one session; beyond is a slip of the pen."""


def amount_problems(rupiah):
    if rupiah is None or not 1 <= rupiah <= MAX_RUPIAH:
        return [Problem("amount", _("Give an amount from Rp1 to Rp10,000,000."), "rupiah")]
    return []


def pay_problems(payment, mark, receipt, paid_on, today):
    """`mark`: what the sheet says of the participant now."""
    problems = [] if payment.state == PaymentState.DUE else [_state_problem(payment)]
    if mark not in CAME:
        message = _("Row %(row)s is not marked as present in this session.")
        problems.append(Problem("absent", message % {"row": payment.enrolment.number}))
    if not receipt.strip():
        problems.append(Problem("receipt", _("Give the receipt number."), "receipt"))
    if paid_on is None or paid_on > today:
        problems.append(
            Problem("paid_on", _("The day of payment is missing or lies in the future."), "paid_on")
        )
    return problems


def void_problems(payment, note, *, is_head):
    """What is paid is closed; the head alone may say that the money came back."""
    if payment.state == PaymentState.VOID or (payment.state == PaymentState.PAID and not is_head):
        return [_state_problem(payment)]
    return [] if note.strip() else [Problem("note", _("Give a reason."), "note")]


def _state_problem(payment):
    messages = {
        PaymentState.PAID: _("Row %(row)s is already paid; the entry is closed."),
        PaymentState.VOID: _("The entry of row %(row)s is cancelled."),
        PaymentState.DUE: _("The entry of row %(row)s is not paid yet."),
    }
    return Problem("state", messages[payment.state] % {"row": payment.enrolment.number})
