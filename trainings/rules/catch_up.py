"""Who may catch up on a session that was missed, and how long that lasts at most."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import SessionStatus


def catch_up_problems(missed, *, names_people):
    """Why nothing can be caught up on at all."""
    if missed.status != SessionStatus.HELD:
        return [Problem("not_held", _("Only a session that was held can be caught up on."))]
    if names_people:
        message = _("This is a catch-up session itself; it is not caught up on again.")
        return [Problem("is_catch_up", message)]
    return []


def naming_problems(missed, values, chosen, offered):
    """`chosen` and `offered` are ids of participants."""
    problems = []
    if not chosen:
        problems.append(Problem("nobody", _("Tick at least one participant.")))
    elif not set(chosen) <= set(offered):
        message = _("Somebody ticked has not missed the session or catches up on it already.")
        problems.append(Problem("not_missed", message))
    if (values.get("jp") or 0) > missed.jp:
        problems.append(Problem("jp", _("At most the %(jp)s JP that were missed.") % {"jp": missed.jp}, "jp"))
    if values["day"] < missed.day:
        problems.append(Problem("before", _("It takes place after the session that was missed."), "day"))
    return problems


def change_problems(session, missed_jp):
    """Of a session that is changed; `missed_jp` is None where it names nobody."""
    if missed_jp is None:
        return []
    if not session.is_catch_up:
        message = _("Participants are named for this session; it stays a catch-up session.")
        return [Problem("names_people", message, "is_catch_up")]
    if session.jp > missed_jp:
        return [Problem("jp", _("At most the %(jp)s JP that were missed.") % {"jp": missed_jp}, "jp")]
    return []


def parts_within(parts, jp):
    """The first `jp` JP of [(module, JP), …] as {module: JP}."""
    found, room = {}, jp
    for module, length in parts:
        if taken := min(length, room):
            found[module] = taken
            room -= taken
    return found
