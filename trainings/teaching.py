"""Who teaches elsewhere at the same time, in whichever office."""

from trainings.choices import SessionStatus, TrainingStatus
from trainings.models import SessionInstructor

OFF = (TrainingStatus.CANCELLED, TrainingStatus.POSTPONED)


def busy_instructors(instructors, spans, *, but):
    """(instructor, other session) pairs that overlap one of the spans; `but` says what is left out."""
    if not (instructors and spans):
        return []
    first, last = min(start for start, _end in spans), max(end for _start, end in spans)
    rows = SessionInstructor.objects.filter(
        instructor__in=instructors, session__starts_at__lt=last, session__ends_at__gt=first
    )
    rows = rows.exclude(session__status=SessionStatus.CANCELLED).exclude(session__training__status__in=OFF)
    return [
        (row.instructor, row.session)
        for row in rows.exclude(**but).select_related("instructor", "session__training")
        if any(row.session.starts_at < end and row.session.ends_at > start for start, end in spans)
    ]
