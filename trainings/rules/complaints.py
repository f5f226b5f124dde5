"""What a complaint needs, until when it is answered, and who may read it."""

from datetime import timedelta

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import ComplaintState
from trainings.policy import COMPLAINT_DAYS

A_YEAR = 100_000
"""Numbers run anew each year: 202600001 is the first of 2026, so that the office has each number once."""
HEAD = "trainings.answer_complaint"


def answer_by(received_on):
    return received_on + timedelta(days=COMPLAINT_DAYS)


def first_number(year):
    return year * A_YEAR + 1


def number_in_words(number):
    return f"{number % A_YEAR}/{number // A_YEAR}"


def registering_problems(values, today):
    if values["received_on"] > today:
        return [Problem("in_future", _("This date lies in the future."), "received_on")]
    if not values["text"].strip():
        return [Problem("text_needed", _("Write down what the complaint is."), "text")]
    return []


def answering_problems(complaint, text, on, today):
    if complaint.state != ComplaintState.OPEN:
        return [Problem("answered", _("This complaint has been answered already."))]
    if not text.strip():
        return [Problem("text_needed", _("Write the answer."), "answer")]
    if on > today:
        return [Problem("in_future", _("This date lies in the future."), "on")]
    if on < complaint.received_on:
        return [Problem("before_receipt", _("The complaint came in later."), "on")]
    return []


def state_on(complaint, day):
    """answered, overdue or open."""
    if complaint.state == ComplaintState.ANSWERED:
        return "answered"
    return "overdue" if complaint.answer_by < day else "open"
