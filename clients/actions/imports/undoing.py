"""Taking an import back, before or after it was saved."""

from django.db import transaction

from clients.actions.imports.saving import forget_file
from clients.actions.imports.steps import S, locked_in, name_of, queue
from clients.following import facts_changed
from clients.importing.undoing import Undoing
from clients.models import ImportBatch
from clients.rules.imports import discarding_problems
from pembinaan.accounts.models import Office
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse


@transaction.atomic
def discard_batch(*, batch, by):
    """Forget a file that was never saved."""
    batch = locked_in(batch, S.UPLOADED, S.CHECKED, S.FAILED, S.QUEUED)
    refuse(discarding_problems(batch))
    record(Verb.DELETED, batch, by=by, name=name_of(batch))
    forget_file(batch)
    batch.delete()


@transaction.atomic
def ask_to_undo(*, batch, by):
    batch = locked_in(batch, S.DONE)
    queue(batch, ImportBatch.Task.UNDO, by)
    record(Verb.MOVED, batch, by=by, name=name_of(batch))
    return batch


@transaction.atomic
def undo_batch(*, batch, by):
    """Remove the clients it made and restore what it changed; what was built upon since is left and told."""
    batch = locked_in(batch, S.DONE, S.QUEUED, S.RUNNING)
    Office.objects.select_for_update(no_key=True).get(pk=batch.office_id)
    done = Undoing(batch).run()
    batch.counts = batch.counts | done
    batch.status, batch.task, batch.claimed_at = S.UNDONE, "", None
    batch.version += 1
    batch.save()
    facts_changed(batch.updated_clients())
    changes = {name: ["", number] for name, number in done.items()}
    record(Verb.UNDONE, batch, by=by, changes=changes, name=name_of(batch))
    return batch
