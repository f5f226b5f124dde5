"""Paper of a session: the signed register comes back as a photo or scan; what leaves is noted."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.saving import once, save_checked
from pembinaan.uploads import keep_sealed
from trainings.models import Session, SheetScan

SEALED_AS = "SheetScan.file"


@transaction.atomic
def attach_scan(*, session, file, form_key, by):
    """Keep the signed register with its sheet, locked or not. `file`: the copy that check_upload() gave."""
    session = Session.objects.sheets_open_to(by).get(pk=getattr(session, "pk", session))
    return once(SheetScan, form_key, lambda: _attached(session, file, form_key, by))


def _attached(session, file, form_key, by):
    content = file.read()
    scan = SheetScan(session=session, form_key=form_key, name=file.name[-120:], size=len(content))
    scan.uploaded_by_name = by.get_full_name()
    scan.file = f"sheets/{scan.pk}"
    save_checked(scan)
    # Never its name, which may be that of a person.
    record(Verb.UPLOADED, session, by=by, changes={"scan": ["", str(scan.pk)]})
    keep_sealed(scan, "file", content, SEALED_AS)
    return scan


@transaction.atomic
def note_scan_viewed(*, scan, by):
    record(Verb.VIEWED, scan.session, by=by, changes={"scan": ["", str(scan.pk)]})


@transaction.atomic
def note_sheet_downloaded(*, session, rows, by):
    record(Verb.EXPORTED, session, by=by, changes={"rows": ["", rows]})


@transaction.atomic
def note_register_printed(*, session, kind, by):
    record(Verb.EXPORTED, session, by=by, changes={"register": ["", kind]})
