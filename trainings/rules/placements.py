"""Who may be suggested for a vacancy, and when a step towards work is possible."""

from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.problems import Problem
from pembinaan.text import fold
from trainings.policy import KEPT_MONTHS
from trainings.stages import GOES_ON, HOLDS_OPENING, NEEDS_NOTE

WORD = 4
"""Shorter words say nothing of what a training taught."""


def is_open(vacancy, today):
    return vacancy.closed_at is None and (vacancy.closes_on is None or vacancy.closes_on >= today)


def vacancy_problems(values, today, *, is_new):
    if is_new and values["closes_on"] and values["closes_on"] < today:
        return [Problem("closes_past", _("This day is over."), "closes_on")]
    return []


def suggesting_problems(vacancy, client, today):
    if not is_open(vacancy, today):
        return [Problem("closed", _("This vacancy is closed."))]
    if client.office_id != vacancy.office_id:
        return [Problem("other_office", _("This client belongs to another Bapas."))]
    if client.is_ended:
        return [Problem("ended", _("The guidance of this client has ended."))]
    return []


def step_problems(application, move, *, on, note, taken, today):
    """`taken`: openings that others hold."""
    if application.stage not in move.sources:
        return [Problem("not_possible", _("This step is not possible now."))]
    vacancy = application.vacancy
    if move.name in GOES_ON and not is_open(vacancy, today):
        return [Problem("closed", _("This vacancy is closed."))]
    if move.target in HOLDS_OPENING and application.stage not in HOLDS_OPENING and taken >= vacancy.openings:
        return [Problem("full", _("All openings are taken. Change their number first."))]
    return [*_day_problems(application, move, on, today), *_note_problems(move, note)]


def _day_problems(application, move, on, today):
    if on > today:
        yield Problem("in_future", _("This date lies in the future."), "on")
    elif on < application.stage_on:
        message = _("The step before was on %(day)s.") % {"day": dates.day(application.stage_on)}
        yield Problem("before_last_step", message, "on")
    elif move.name == "keep" and on < kept_from(application):
        message = _("The three months are over on %(day)s.") % {"day": dates.day(kept_from(application))}
        yield Problem("too_early", message, "on")


def _note_problems(move, note):
    if move.name in NEEDS_NOTE and not note.strip():
        yield Problem("note_needed", _("Say why."), "note")


def kept_from(application):
    """The day from which it may be said that the job was kept."""
    return dates.add_months(application.started_on, KEPT_MONTHS)


def fits(training, vacancy):
    """A training with this partner, or about what the work is called."""
    same = vacancy.partner_id is not None and training.partner_id == vacancy.partner_id
    return same or bool(words_of(training.title) & words_of(f"{vacancy.title} {vacancy.needs}"))


def words_of(text):
    return {word for word in fold(text).split() if len(word) >= WORD} - COMMON


COMMON = {"pelatihan", "program", "kerja", "dengan", "untuk", "yang", "bidang", "usaha"}
