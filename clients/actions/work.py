"""What a client lives from, dated; the latest entry is copied to the client."""

from django.db import transaction

from clients.actions.trail import told
from clients.following import facts_changed
from clients.models import WorkStatus
from clients.rules.work import work_problems
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.dates import today
from pembinaan.problems import refuse
from pembinaan.saving import locked, save_checked


@transaction.atomic
def record_work_status(*, client, status, on, occupation="", form_key, by):
    """One entry a day: recording the same day again corrects that day's entry."""
    client = locked(client)
    refuse(work_problems(client, status=status, on=on, today=today(client.office)))
    if sent_before := client.work_statuses.filter(form_key=form_key).first():
        return sent_before
    entry = client.work_statuses.filter(on=on).first()
    before = entry and (entry.status, entry.occupation)
    entry = entry or WorkStatus(client=client, on=on, form_key=form_key)
    entry.status, entry.occupation, entry.recorded_by_name = status, occupation, by.get_full_name()
    if before == (status, occupation):
        return entry
    entry.version += before is not None
    save_checked(entry)
    changes = _copied_to(client)
    record(Verb.CHANGED, client, by=by, changes={"on": ["", str(on)]} | changes, name=client.register_number)
    facts_changed([client.pk], {"work"})
    return entry


def _copied_to(client):
    """Bring the client up to the latest entry; answers what changed."""
    before = type(client)._base_manager.get(pk=client.pk)
    latest = client.work_statuses.first()
    client.work, client.work_since = latest.status, latest.on
    client.occupation = latest.occupation or client.occupation
    changes = told(before, client, ["work", "work_since", "occupation"])
    if changes:
        client.version += 1
        client.save()
    return changes
