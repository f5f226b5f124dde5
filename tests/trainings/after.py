"""Trainings that are over, told in a few letters, for the tests of results, completion and follow-ups."""

from datetime import timedelta

from django.utils import timezone

from pembinaan import dates
from tests import make
from trainings.models import Attendance, Enrolment, TrainingTally
from trainings.models.tally import COUNTS


def held(cast, *sheets, day=None, ago=10, **more):
    """A running training whose sessions of 4 JP (180 minutes) were held on following days.

    Each sheet is one participant, a word a session: 'P' present, 'L30' late, 'E20' left early, 'X' excused,
    'R' excused without an acceptable reason, 'A' absent, '-' nothing. Everybody is competent.
    """
    day = day or dates.today(cast.palu) - timedelta(days=ago)
    words = [sheet.split() for sheet in sheets]
    training = make.training(cast.palu, day=day, sessions=max(map(len, words), default=1), **more)
    sessions = list(training.sessions.order_by("number"))
    training.sessions.update(status="held")
    for sheet in words:
        person = make.enrolment(training, result="competent")
        for session, word in zip(sessions, sheet, strict=False):
            mark(session, person, word, cast.coordinator)
    return training


def mark(session, person, word, by):
    kind, minutes = word[0], int(word[1:] or 0)
    if kind == "-":
        return None
    values = {
        "P": {"mark": "present"},
        "L": {"mark": "late", "minutes_late": minutes},
        "E": {"mark": "present", "minutes_early": minutes},
        "X": {"mark": "excused", "reason": make.reason},
        "R": {"mark": "excused", "reason": lambda: make.reason(code="no-proof", acceptable=False)},
        "A": {"mark": "absent"},
    }[kind]
    if "reason" in values:
        values["reason"] = values["reason"]()
    return Attendance.objects.create(
        session=session,
        enrolment=person,
        marked_at=timezone.now(),
        marked_by=by,
        marked_by_name=by.name,
        **values,
    )


def people(training):
    return list(Enrolment.objects.filter(training=training).order_by("number"))


def stored(training):
    """{cell: counts} of the tally without the cells that hold nothing."""
    cells = {}
    for row in TrainingTally.objects.filter(training=training):
        counts = {name: getattr(row, name) for name in COUNTS if getattr(row, name)}
        if counts:
            cells[(row.month, row.sex, row.age_group, row.category, row.region_code)] = counts
    return cells
