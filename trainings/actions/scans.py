"""Paper of a session: the signed register comes back as a photo or scan; what leaves is noted."""

from django.core.files.base import ContentFile
from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.crypto import open_sealed, seal
from pembinaan.saving import once, save_checked
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
    _keep(scan, content)
    return scan


def _keep(scan, content):
    # Last of all: a refused sending must leave no file behind.
    storage = scan.file.storage
    name = storage.save(scan.file.name, ContentFile(seal(content, SEALED_AS)))
    try:
        SheetScan._base_manager.filter(pk=scan.pk).update(file=name)
    except BaseException:
        storage.delete(name)
        raise
    scan.file.name = name


def read_scan(scan):
    """The content as it was handed in."""
    with scan.file.open("rb") as file:
        return open_sealed(file.read(), SEALED_AS)


@transaction.atomic
def note_scan_viewed(*, scan, by):
    record(Verb.VIEWED, scan.session, by=by, changes={"scan": ["", str(scan.pk)]})


@transaction.atomic
def note_register_printed(*, session, public, by):
    changes = {"register": ["", "public" if public else "signatures"]}
    record(Verb.EXPORTED, session, by=by, changes=changes)
