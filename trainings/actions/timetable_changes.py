"""That a session was moved, cancelled or restored, kept beside the trail: who asked for it and why."""

from pembinaan.records import new_id
from trainings.models import SessionChange

Kind = SessionChange.Kind


def note_changes(kind, pairs, *, by, asked_by="", reason="", batch=None):
    """`pairs`: sessions as they were and as they are; one step shares its batch."""
    batch = batch or new_id()
    return SessionChange._base_manager.bulk_create(
        SessionChange(
            session=new,
            batch=batch,
            kind=kind,
            asked_by=asked_by,
            reason=" ".join(reason.split())[:200],
            old_starts_at=old.starts_at,
            new_starts_at=new.starts_at,
            old_place=place_of(old),
            new_place=place_of(new),
            by_name=by.get_full_name(),
        )
        for old, new in pairs
    )


def place_of(session):
    return (str(session.venue) if session.venue_id else session.place)[:120]
