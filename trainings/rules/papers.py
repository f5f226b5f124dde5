"""Papers of a training: when they may be written and made final. The day may lie in the past."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import PaperKind, PaperState


def writing_problems(paper):
    if paper.state == PaperState.FROZEN:
        return [Problem("frozen", _("This version is final. Begin a new version for changes."))]
    return []


def person_problems(enrolment, user, day):
    """An individual report is about a client whom the writer may know."""
    client = enrolment.client
    if client is None or not client.is_open_to(user, day):
        return [Problem("unknown_person", _("This report is for the PK and those who may open the client."))]
    return []


def may_read(paper, user, day):
    """An individual report: whoever may open the client; and of one who went to another Bapas the one that
    wrote it keeps reading its own final ones, without what became of the client there.
    """
    client = paper.enrolment and paper.enrolment.client
    return client is None or client.is_open_to(user, day) or stays_readable(paper, client, user, day)


def stays_readable(paper, client, user, day):
    if paper.state != PaperState.FROZEN or client.office_id == paper.training.office_id:
        return False
    return user.sees_restricted or not client.is_restricted_on(day)


def signatory_problems(paper):
    signs, day = paper.signatory, paper.dated_on
    if signs is None:
        return []
    begins, ends = signs.valid_from, signs.valid_until
    if begins > day or (ends is not None and ends < day):
        message = _("%(name)s does not sign for the office on the date of the paper.") % {"name": signs.name}
        return [Problem("signatory_not_in_force", message, "signatory")]
    return []


def freezing_problems(paper, facts, *, take_number=False):
    """`facts`: those that the paper tells."""
    problems = [*writing_problems(paper), *signatory_problems(paper)]
    if paper.kind == PaperKind.ASSIGNMENT and not facts["staff"]:
        problems.append(Problem("nobody_sent", _("Choose at least one member of staff who is sent.")))
    if take_number and paper.number:
        problems.append(Problem("has_number", _("The paper has a number already."), "take_number"))
    return problems


def number_warnings(number, same):
    """`same`: other papers of this kind and office that carry the number. Only a warning: the agenda book of
    the office stays the master.
    """
    if not same:
        return []
    message = _("Another paper of this kind carries the number %(number)s: %(training)s.")
    return [Problem("number_used", message % {"number": number, "training": same[0].training.title})]
