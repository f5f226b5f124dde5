"""Which sheets a device of the office takes along, and that it did."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from trainings.models import Session
from trainings.rules.attendance import sheet_problems


def sheets_to_prepare(user):
    """The sheets of today and tomorrow in which the user may write."""
    today = dates.today(user.office)
    sessions = Session.objects.sheets_open_to(user).taking_place().with_sheet_facts()
    found = sessions.filter(day__in=[today, today + timedelta(days=1)]).order_by("starts_at", "pk")
    now = timezone.now()
    for session in found:
        # Of these days none is locked by time, which is all that the first entry decides.
        session.first_entry_at = None
    return [session for session in found if not sheet_problems(session, now)]


@transaction.atomic
def prepare_offline(*, device, by):
    """Names leave the server here: the history of each session tells to which device."""
    sessions = sheets_to_prepare(by)
    for session in sessions:
        record(Verb.PREPARED, session, by=by, changes={"device": ["", device.name]})
    return sessions
