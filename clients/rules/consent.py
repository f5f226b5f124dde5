"""When a consent may be recorded and withdrawn."""

from django.utils.translation import gettext_lazy as _

from clients.choices import Proof
from pembinaan.problems import Problem


def consent_problems(client, *, given_on, proof, note, today):
    if given_on > today:
        yield Problem("in_future", _("This date lies in the future."), "given_on")
    if client.is_child_on(given_on) and proof != Proof.GUARDIAN:
        message = _("For a child a parent or guardian signs (UU 27/2022).")
        yield Problem("guardian_needed", message, "proof")
    if proof == Proof.SPOKEN and not note:
        message = _("Write down what was said, to whom and where: it is the only proof.")
        yield Problem("note_needed", message, "note")


def withdrawal_problems(consent, *, on, today):
    if not consent.is_valid:
        yield Problem("withdrawn_already", _("This consent is already withdrawn."))
    if on > today:
        yield Problem("in_future", _("This date lies in the future."), "on")
    if on < consent.given_on:
        yield Problem("before_given", _("The withdrawal lies before the consent."), "on")
