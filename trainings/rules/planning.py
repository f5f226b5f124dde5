"""What a plan of a training must satisfy, and what it should."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.problems import Problem
from trainings.choices import TrainingStatus
from trainings.policy import MAX_CAPACITY, MAX_SESSIONS
from trainings.timetable import pack


def training_problems(values, *, seated=0, session_days=()):
    """Problems of the plan's own values; `session_days` are the days that already have a session."""
    first, last = values["starts_on"], values["ends_on"]
    problems = []
    if last < first:
        problems.append(Problem("dates", _("The last day lies before the first."), "ends_on"))
    elif session_days:
        problems += _outside(first, last, session_days)
    if not 1 <= values["capacity"] <= MAX_CAPACITY:
        message = _("The number of seats must lie between 1 and %(most)s.") % {"most": MAX_CAPACITY}
        problems.append(Problem("seats", message, "capacity"))
    elif values["capacity"] < seated:
        message = _("%(seated)s seats are already taken; there cannot be fewer.") % {"seated": seated}
        problems.append(Problem("seats", message, "capacity"))
    return problems + _foreign_instructors(values) + _programmes_of_other_years(values)


def _outside(first, last, session_days):
    late, early = max(session_days), min(session_days)
    message = _("There is a session on %(day)s. Move or remove it first.")
    if early < first:
        yield Problem("session_outside", message % {"day": dates.day(early)}, "starts_on")
    if late > last:
        yield Problem("session_outside", message % {"day": dates.day(late)}, "ends_on")


def _foreign_instructors(values):
    partner_id = getattr(values.get("partner"), "pk", None)
    strangers = [person.name for person in values["instructors"] if person.partner_id != partner_id]
    if not strangers:
        return []
    message = _("Not an instructor of the chosen partner: %(names)s.") % {"names": ", ".join(strangers)}
    return [Problem("foreign_instructor", message, "instructors")]


def _programmes_of_other_years(values):
    year = values["starts_on"].year
    return [
        Problem(
            "programme_year",
            _("“%(name)s” does not run in %(year)s.") % {"name": programme.name, "year": year},
            "strategic_programmes",
        )
        for programme in values["strategic_programmes"]
        if not programme.first_year <= year <= (programme.last_year or year)
    ]


def slot_problems(slots):
    """Problems of the slots alone, beside the fields of the form."""
    names = ("first_slot_end", "second_slot_end")
    problems = [
        Problem("slot_order", _("A slot must hold at least one JP of 45 minutes."), name)
        for slot, name in zip(slots.times, names, strict=False)
        if not slot.jp
    ]
    if len(slots.times) == 2 and slots.times[1].start < slots.times[0].end:
        message = _("The second slot starts before the first one ends.")
        problems.append(Problem("slot_overlap", message, "second_slot_start"))
    if not slots.weekdays:
        problems.append(Problem("no_weekday", _("Choose at least one weekday."), "weekdays"))
    return problems


def timetable_problems(modules, first, last, slots, holidays):
    """Says exactly how many JP find no room between the first and the last day."""
    meetings, missing = pack(modules, first, last, slots, holidays)
    if missing:
        return [Problem("no_room", _no_room(missing, sum(module.jp for module in modules)), "ends_on")]
    if len(meetings) > MAX_SESSIONS:
        message = _("This makes %(number)s sessions; a training has at most %(most)s.")
        message %= {"number": len(meetings), "most": MAX_SESSIONS}
        return [Problem("many_sessions", message, "ends_on")]
    return []


def _no_room(missing, total):
    return ngettext(
        "The timetable has no room for %(missing)s of %(total)s JP. Choose a later last day, longer slots or"
        " more weekdays, or save without a timetable.",
        "The timetable has no room for %(missing)s of %(total)s JP. Choose a later last day, longer slots or"
        " more weekdays, or save without a timetable.",
        missing,
    ) % {"missing": missing, "total": total}


def editing_problems(training):
    if training.is_over:
        message = _("This training is over: %(status)s.") % {"status": training.get_status_display().lower()}
        return [Problem("over", message)]
    return []


def programme_problems(training, programme, has_sessions):
    if has_sessions and programme.pk != training.programme_id:
        message = _("The sessions teach modules of the present programme. Remove them first.")
        return [Problem("programme_in_use", message, "programme")]
    return []


def remaking_problems(is_marked):
    if is_marked:
        message = _("Attendance is already recorded; the timetable can no longer be made anew.")
        return [Problem("marked", message)]
    return []


def is_covered(first, last, terms):
    """Whether the terms, pairs of days, hold every day; terms without a gap between them are one."""
    reached = first - timedelta(days=1)
    for start, end in sorted(terms):
        if start <= reached + timedelta(days=1):
            reached = max(reached, end)
    return reached >= last


def agreement_warnings(partner, agreements, first, last):
    """A partner should be bound by an agreement on every day of the training; saving is allowed without."""
    if partner is None or is_covered(first, last, [(a.starts_on, a.ends_on) for a in agreements]):
        return []
    message = _("%(partner)s has no agreement in force for %(days)s.")
    return [Problem("no_agreement", message % {"partner": partner, "days": dates.day_range(first, last)})]


def approval_notes(training, *, sessions, jp, participants):
    """What the head should know before approving; none of it forbids."""
    planned = sum(module.jp for module in training.programme.modules.all())
    notes = []
    if not sessions:
        notes.append(Problem("no_sessions", _("No session is planned yet.")))
    elif jp < planned:
        message = _("The sessions teach %(jp)s of the programme's %(planned)s JP.")
        notes.append(Problem("short", message % {"jp": jp, "planned": planned}))
    if not participants:
        notes.append(Problem("no_participants", _("Nobody has a seat yet.")))
    if training.partner_id is None:
        notes.append(Problem("no_partner", _("No partner is named.")))
    return notes


def move_problems(move, training):
    """A move leads only from the statuses that its table names."""
    if training.status in move.sources:
        return []
    message = _("“%(move)s” is not possible: the training is %(status)s.")
    status = TrainingStatus(training.status).label.lower()
    return [Problem("move", message % {"move": move.label, "status": status})]


def reason_problems(move, reason):
    if not move.reason_kind:
        return []
    if reason is None or reason.kind != move.reason_kind:
        return [Problem("reason", _("Choose a reason."), "reason")]
    return []
