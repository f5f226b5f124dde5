"""Whose product may be pictured, and who may see the picture."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import TOOK_PART
from trainings.policy import MAX_PRODUCT_PHOTOS


def attaching_problems(enrolment, count):
    if enrolment.status not in TOOK_PART:
        return [Problem("no_seat", _("This person has no seat in the training."))]
    if count >= MAX_PRODUCT_PHOTOS:
        message = _("There are %(most)s pictures already. Take one away first.")
        return [Problem("too_many", message % {"most": MAX_PRODUCT_PHOTOS})]
    return []


def is_open_to(enrolment, user, day):
    """Of a restricted client the PK and the head alone see pictures."""
    client = enrolment.client
    return client is None or client.is_open_to(user, day) or not client.is_restricted_on(day)
