"""When a sheet may be written, who stands on it, and what may be said of whom."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.problems import Problem
from pembinaan.text import single_line
from trainings.choices import (
    CAME,
    NEEDS_REASON,
    TOOK_PART,
    EnrolmentStatus,
    Mark,
    ReasonKind,
    SessionStatus,
    TrainingStatus,
)
from trainings.policy import LATE_WITHOUT_CLOCK_MINUTES, OPENS_BEFORE_MINUTES, REOPEN_DAYS
from trainings.sheet import NOTHING, Answer, Code, Said

MINUTE = timedelta(minutes=1)
OPENS_BEFORE = OPENS_BEFORE_MINUTES * MINUTE
MAX_REMARK = 200
MARKS = frozenset(["", *Mark.values])
TOLD_BEFORE = frozenset(["", *(mark.value for mark in NEEDS_REASON)])


def opens_at(session):
    return session.starts_at - OPENS_BEFORE


def window_end(session, first_entry_at):
    """The midnight after which a sheet is locked.

    The days for corrections run from the session or, when it was written up later, from the day of the first
    entry: who types a paper sheet a month late may still mend a slip.
    """
    office = session.training.office
    start = max(session.day, dates.as_date(first_entry_at, office))
    after = start + timedelta(days=office.edit_window_days + 1)
    return datetime.combine(after, time.min, office.zone)


def closes_at(session):
    """When the sheet is locked, a reopening included; None while nobody has written in it."""
    if session.first_entry_at is None:
        return None
    end = window_end(session, session.first_entry_at)
    return max(end, session.reopened_until) if session.reopened_until else end


def closes_if_written(session, now):
    """The same for a page: what is not written yet is taken as written now."""
    return closes_at(session) or window_end(session, now)


def state_of(session, now):
    """What the page calls the sheet: one of not_open, open, closed, locked, cancelled."""
    if session.status == SessionStatus.CANCELLED:
        return "cancelled"
    if problems := sheet_problems(session, now):
        return "not_open" if problems[0].code == "not_approved" else "locked"
    if session.attested_at:
        return "closed"
    return "not_open" if now < opens_at(session) else "open"


def sheet_problems(session, now):
    """Why nothing may be written on the sheet at all."""
    training, end = session.training, closes_at(session)
    if session.status == SessionStatus.CANCELLED:
        return [Problem("cancelled", _("This session did not happen."))]
    if training.is_over:
        return [Problem("training_over", _("The training is over; its attendance no longer changes."))]
    if training.status not in (TrainingStatus.APPROVED, TrainingStatus.RUNNING):
        return [Problem("not_approved", _("Attendance opens once the training is approved."))]
    if session.month_sealed:
        return [Problem("month_sealed", _("The month is sealed; its attendance no longer changes."))]
    if end is not None and now >= end:
        return [Problem("window_closed", _("The time for corrections is over."))]
    return []


FINAL = ("training_over", "month_sealed")
"""Problems of a sheet that is locked for good: what is wrong on it is amended, not changed."""


def is_final(session, now):
    return any(problem.code in FINAL for problem in sheet_problems(session, now))


def is_expected(row, day):
    """Whether the row can be marked. Whoever pauses keeps a mark made before."""
    began = row.starts_on is not None and row.starts_on <= day
    stays = row.ends_on is None or row.ends_on >= day
    here = row.status != EnrolmentStatus.PAUSED or bool(row.said.mark)
    return row.status in TOOK_PART and began and stays and here


def proposed_minutes(session, moment):
    """Minutes late by the clock, which says nothing outside the session's hours: then a usual value."""
    if session.starts_at < moment <= session.ends_at:
        return max(1, (moment - session.starts_at) // MINUTE)
    return min(LATE_WITHOUT_CLOCK_MINUTES, session.minutes)


def understood(said, session, moment):
    """The same without what does not belong to its mark."""
    mark, late, early, reason_id, remark = said
    if not mark:
        return NOTHING
    if mark == Mark.LATE and late is None:
        late = proposed_minutes(session, moment)
    return Said(
        mark,
        late if mark == Mark.LATE else 0,
        early if mark in CAME else 0,
        reason_id if mark in NEEDS_REASON else None,
        remark,
    )


def attendance_problems(session, said, now):
    """Problems of one mark, on a sheet that may be written."""
    return [
        *_mark_problems(session, said, now),
        *_minute_problems(session, said),
        *_reason_problems(session, said),
        *_remark_problems(said),
    ]


def _mark_problems(session, said, now):
    if said.mark not in MARKS:
        return [Problem("mark_unknown", _("This mark is not known."), "mark")]
    if said.mark not in TOLD_BEFORE and now < opens_at(session):
        message = _("Until the session opens only excused or sick can be recorded.")
        return [Problem("not_open", message, "mark")]
    return []


def _minute_problems(session, said):
    if not (said.minutes_late or said.minutes_early or said.mark == Mark.LATE):
        return []
    longest, message = session.minutes, None
    if said.mark == Mark.LATE and said.minutes_late < 1:
        return [Problem("minutes_missing", _("Late needs at least 1 minute."), "minutes_late")]
    if min(said.minutes_late, said.minutes_early) < 0:
        return [Problem("minutes_negative", _("Minutes are 0 or more."), "minutes_late")]
    if said.minutes_late > longest:
        message, field = _("Minutes late cannot be more than %(most)s."), "minutes_late"
    elif said.minutes_late + said.minutes_early > longest:
        message, field = _("Minutes missed cannot be more than %(most)s."), "minutes_early"
    return [Problem("minutes_too_many", message % {"most": longest}, field)] if message else []


def _reason_problems(session, said):
    if said.mark not in NEEDS_REASON:
        return []
    if said.reason_id is None:
        return [Problem("reason_missing", _("Choose a reason."), "reason")]
    if said.reason_id not in (session.reason_ids or ()):
        return [Problem("reason_unknown", _("This reason is not on offer."), "reason")]
    return []


def _remark_problems(said):
    if not said.remark:
        return []
    try:
        single_line(said.remark)
    except ValidationError as error:
        return [Problem(error.code, error.messages[0], "remark")]
    if len(said.remark) > MAX_REMARK:
        message = _("A remark holds at most %(most)s characters.") % {"most": MAX_REMARK}
        return [Problem("remark_long", message, "remark")]
    return []


def answer_to(entry, row, session, now):
    """What becomes of an entry on a sheet that may be written; `row` is None when there is no such row."""
    if row is None or not is_expected(row, session.day):
        return Answer(
            Code.NOT_ON_LIST, entry, entry.said, _("This person is not on the list of this session.")
        )
    known = row.answer_given_to(entry.event_id)
    said = understood(entry.said, session, entry.made_at or now)
    if known and not (known == Code.CONFLICT and said != row.said):
        return Answer(Code.SAME, entry, row.said)
    if said == row.said and not entry.resolves:
        return Answer(Code.SAME, entry, said)
    for problem in attendance_problems(session, said, now):
        return Answer(Code.INVALID, entry, said, problem.message, problem.field)
    if entry.base_version not in (None, row.version):
        return Answer(Code.CONFLICT, entry, said, _("Two different entries."), known=bool(known))
    return Answer(Code.STORED, entry, said, known=bool(known))


def took_place(session, rows, now):
    """The first mark answers whether a session took place; absences told in advance do not."""
    return now >= opens_at(session) and any(row.said.mark for row in rows)


def unrecorded(session, rows):
    return [row for row in rows if not row.said.mark and is_expected(row, session.day)]


def attest_problems(session, rows, now):
    if problems := sheet_problems(session, now):
        return problems
    if now < opens_at(session):
        return [Problem("not_open", _("A sheet is closed once the session has begun."))]
    if not any(row.said.mark for row in rows):
        return [Problem("nobody", _("Nobody is recorded yet."))]
    if rest := len(unrecorded(session, rows)):
        message = ngettext(
            "%(rest)s person is not recorded yet.", "%(rest)s people are not recorded yet.", rest
        )
        return [Problem("unrecorded", message % {"rest": rest})]
    return []


def cancel_problems(session, reason, rows, now):
    """Marks of people who came, or were missed, say that the session did happen."""
    if problems := sheet_problems(session, now):
        return problems
    if reason is None or reason.kind != ReasonKind.SESSION_CANCELLED:
        return [Problem("reason_missing", _("Choose a reason."), "reason")]
    if any(row.said.mark and row.said.mark not in NEEDS_REASON for row in rows):
        return [
            Problem("marked", _("People are marked as present, late or absent. Clear these marks first."))
        ]
    return []


def restore_problems(session):
    if session.training.is_over:
        return [Problem("training_over", _("The training is over; its attendance no longer changes."))]
    if session.month_sealed:
        return [Problem("month_sealed", _("The month is sealed; its attendance no longer changes."))]
    return []


def reopen_problems(session, note, now):
    """Only a sheet locked by time can be opened again, and the reason stays in the trail."""
    problems = sheet_problems(session, now)
    if problems and problems[0].code in FINAL:
        return problems
    if [problem.code for problem in problems] != ["window_closed"]:
        return [Problem("not_locked", _("Only a sheet that time has locked can be opened again."))]
    if not note.strip():
        return [Problem("note_missing", _("Say why the sheet is opened again."), "note")]
    return []


def reopened_until(session, now):
    """The midnight after which a sheet that is opened again now is locked once more."""
    office = session.training.office
    last = dates.as_date(now, office) + timedelta(days=REOPEN_DAYS + 1)
    return datetime.combine(last, time.min, office.zone)


def amend_problems(session, row, amended, said, note, now):
    """Only a final sheet is amended, by a mark that could stand there and does not yet.

    `amended`: what the last amendment of the row says, or None.
    """
    if not is_final(session, now):
        return [Problem("not_final", _("This sheet can still be corrected or opened again."))]
    if row is None or not is_expected(row, session.day):
        message = _("This person is not on the list of this session.")
        return [Problem("not_on_list", message, "number")]
    problems = attendance_problems(session, said, max(now, session.ends_at))
    if said == (amended or row.said):
        problems.append(Problem("same", _("This is what the sheet says already."), "mark"))
    if not note.strip():
        problems.append(Problem("note_missing", _("Say why the sheet is amended."), "note"))
    return problems
