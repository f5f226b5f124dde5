"""Sessions as entries of a calendar: the training, when and where, and nobody's name.

One file and a feed of many are built from the same entries.
"""

from icalendar import Calendar, Event

from pembinaan import dates
from trainings.choices import SessionStatus
from trainings.documents.paper import label_of

MADE_BY = "-//Pembinaan//Jadwal pelatihan//ID"


def calendar_of(sessions):
    """The bytes of the file. The sessions carry `training` and its `office`."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    for session in sessions:
        calendar.add_component(event_of(session))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def event_of(session):
    """Taken in again, it replaces what the calendar holds of the same session."""
    training, event = session.training, Event()
    event.add("uid", f"{session.pk}@pembinaan")
    event.add("sequence", session.version)
    event.add("dtstamp", session.updated_at)
    event.add("summary", f"{training.title} · {label_of(session)}")
    event.add("dtstart", dates.local(session.starts_at, training.office))
    event.add("dtend", dates.local(session.ends_at, training.office))
    if place := session.place or training.place:
        event.add("location", place)
    event.add("status", "CANCELLED" if session.status == SessionStatus.CANCELLED else "CONFIRMED")
    return event
