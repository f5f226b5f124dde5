"""When somebody may be followed up, and what an outcome must say."""

from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import (
    IN_BUSINESS,
    NOT_AT_WORK,
    Channel,
    IncomeBand,
    OutcomeStatus,
    Reoffence,
    TrainingStatus,
)

BUSINESS = {
    "business_name": "",
    "product": "",
    "sales_channel": "",
    "has_nib": False,
    "has_pirt": False,
    "has_halal": False,
    "capital": "",
}
CONTACT = {
    "uses_skill": None,
    "income_band": "",
    "income": None,
    "compliance": "",
    "reoffence": "",
    "verified_by_visit": False,
}
MILLION = 1_000_000
BELOW = {
    1: IncomeBand.NONE,
    MILLION: IncomeBand.UNDER_1M,
    3 * MILLION: IncomeBand.UNDER_3M,
    5 * MILLION: IncomeBand.UNDER_5M,
}


def scheduling_problems(training):
    if training.status == TrainingStatus.COMPLETED:
        return []
    return [Problem("not_completed", _("Follow-ups start once the training is completed."))]


def outcome_problems(follow_up, values, *, today, may_contact, correcting=False):
    """`values`: tidied fields of an outcome; `may_contact`: whether a consent covers that day."""
    return [
        *(() if correcting else done_problems(follow_up)),
        *day_problems(follow_up, values["on"], today),
        *(
            ()
            if values["channel"] == Channel.UNREACHED
            else contact_problems(follow_up, values["on"], may_contact)
        ),
        *_status_problems(values),
        *_income_problems(values),
        *_reoffence_problems(values),
    ]


def correction_problems(reason):
    """What was recorded has been counted: whoever changes it says why."""
    return [] if reason.strip() else [Problem("reason_needed", _("Say why it is corrected."), "reason")]


def attempt_problems(follow_up, on, *, today, may_contact):
    return [
        *done_problems(follow_up),
        *day_problems(follow_up, on, today),
        *contact_problems(follow_up, on, may_contact),
    ]


def done_problems(follow_up):
    if follow_up.is_done:
        message = _("This follow-up was already recorded on %(day)s.") % {"day": dates.day(follow_up.done_on)}
        yield Problem("done", message)


def day_problems(follow_up, on, today):
    """After the window is late but welcome; before it the answer would say nothing about this point."""
    if on > today:
        yield Problem("in_future", _("This date lies in the future."), "on")
    exit_day = follow_up.enrolment.training.completed_on
    if exit_day and on < exit_day:
        message = _("The training was completed on %(day)s.") % {"day": dates.day(exit_day)}
        yield Problem("before_completion", message, "on")
    elif on < follow_up.opens_on:
        message = _("The window opens on %(day)s.") % {"day": dates.day(follow_up.opens_on)}
        yield Problem("before_window", message, "on")


def contact_problems(follow_up, on, may_contact):
    """Guidance is a public duty; once it is over only a consent allows the contact (UU 27/2022)."""
    if may_contact or not guidance_is_over(follow_up.enrolment.client, on):
        return
    message = _(
        "The guidance ended before this date. Contact needs the client's consent to follow-up after the"
        " guidance; without it the follow-up can only be closed without an answer."
    )
    yield Problem("consent_needed", message)


def guidance_is_over(client, on):
    term_over = client.guidance_end is not None and client.guidance_end < on
    return term_over or (client.ended_on is not None and client.ended_on < on)


def _status_problems(values):
    if values["status"] not in OutcomeStatus.values:
        yield Problem("status_needed", _("Say what the client does now."), "status")
    elif values["channel"] == Channel.UNREACHED and values["status"] != OutcomeStatus.UNKNOWN:
        yield Problem("unreached", _("Nobody was reached: the status is not known."), "status")
    elif values.get("refused") and values["status"] != OutcomeStatus.UNKNOWN:
        yield Problem("refused", _("Who refuses tells nothing: the status is not known."), "status")


def _income_problems(values):
    income, band = values.get("income"), values.get("income_band")
    if income is not None and band and band_of(income) != band:
        yield Problem("income_band", _("The amount does not lie in the range chosen above."), "income")


def _reoffence_problems(values):
    told = values.get("reoffence") in (Reoffence.SUSPECTED, Reoffence.CONVICTED)
    if told and not values.get("reoffence_source"):
        yield Problem("source_needed", _("Name the source of this information."), "reoffence_source")


def band_of(income):
    return next((band for ceiling, band in BELOW.items() if income < ceiling), IncomeBand.OVER_5M)


def tidied(values):
    """Without what does not belong together: a business of somebody who has none, facts nobody told."""
    values = dict(values)
    if values["channel"] == Channel.UNREACHED:
        values |= CONTACT | {"status": values["status"] or OutcomeStatus.UNKNOWN, "refused": False}
    elif values.get("refused"):
        values |= CONTACT | {"status": values["status"] or OutcomeStatus.UNKNOWN}
    if values["status"] not in IN_BUSINESS:
        values |= BUSINESS
    if values["status"] not in NOT_AT_WORK:
        values["blocker"] = ""
    if values.get("income") is not None and not values.get("income_band"):
        values["income_band"] = band_of(values["income"])
    if values.get("reoffence") not in (Reoffence.SUSPECTED, Reoffence.CONVICTED):
        values["reoffence_source"] = ""
    return values
