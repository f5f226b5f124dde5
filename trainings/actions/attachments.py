"""Files of a training: kept sealed, described, and removed without a trace on the disk."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import locked, once, save_checked, stale_problems
from pembinaan.uploads import keep_sealed
from trainings.choices import AttachmentKind
from trainings.models import Attachment
from trainings.photos import SEALED_AS, pictured
from trainings.rules.attachments import photo_problems, room_problems


@transaction.atomic
def attach_file(*, training, file, kind, about, form_key, by):
    """Keep one file. `file`: the copy that check_upload() gave; `about`: caption, shows_people, in_report and
    people, the ids of participants.
    """
    found = locked(training)
    return once(Attachment, form_key, lambda: _attached(found, file, kind, about, form_key, by))


def _attached(training, file, kind, about, form_key, by):
    content = file.read()
    made = Attachment(training=training, kind=kind, form_key=form_key, name=file.name[-120:])
    made.size, made.sha256 = len(content), sha256(content).hexdigest()
    made.uploaded_by_name, made.file = by.get_full_name(), f"attachments/{made.pk}"
    refuse(room_problems(Attachment._base_manager.filter(training=training, removed_at=None).count()))
    people = _described(made, about, by)
    save_checked(made)
    made.people.set(people)
    # Neither its name nor its caption, which may be that of a person.
    record(Verb.UPLOADED, training, by=by, changes={"attachment": ["", str(made.pk)], "kind": ["", kind]})
    keep_sealed(made, "file", content, SEALED_AS)
    return made


def _described(attachment, about, by):
    """Take over what is said of it, as the rules allow; gives the ids of those on it."""
    training, is_photo = attachment.training, attachment.kind == AttachmentKind.PHOTO
    shows_people = bool(is_photo and about["shows_people"])
    wanted = {str(pk) for pk in about["people"]} if shows_people else set()
    people = [p for p in pictured(training, dates.today(training.office), by) if str(p.pk) in wanted]
    if len(people) < len(wanted):
        refuse([Problem("nobody", _("Somebody is not on the list of this training any more."), "people")])
    attachment.caption, attachment.in_report = about["caption"], about["in_report"]
    attachment.shows_people = shows_people
    shown = {"shows_people": shows_people, "people": people, "in_report": attachment.in_report}
    refuse(photo_problems(name=attachment.name, kind=attachment.kind, **shown))
    return [person.pk for person in people]


@transaction.atomic
def describe_attachment(*, attachment, version, about, by):
    found = _there(attachment)
    refuse(stale_problems(found, version, found.training))
    was = found.in_report
    people = _described(found, about, by)
    found.version += 1
    save_checked(found)
    found.people.set(people)
    changes = {"attachment": ["", str(found.pk)]}
    if was != found.in_report:
        changes["in_report"] = [was, found.in_report]
    record(Verb.CHANGED, found.training, by=by, changes=changes)
    return found


@transaction.atomic
def remove_attachment(*, attachment, by):
    """The row stays and tells who removed the file; the file goes once that is sure."""
    found = _there(attachment)
    found.removed_at, found.removed_by_name = timezone.now(), by.get_full_name()
    found.in_report, found.version = False, found.version + 1
    save_checked(found)
    record(Verb.CHANGED, found.training, by=by, changes={"attachment": [str(found.pk), ""]})
    storage, name = found.file.storage, found.file.name
    transaction.on_commit(lambda: storage.delete(name))
    return found


def _there(attachment):
    found = locked(attachment)
    if found.removed_at:
        refuse([Problem("removed", _("%(name)s has removed this file.") % {"name": found.removed_by_name})])
    return found


@transaction.atomic
def note_attachment_viewed(*, attachment, by):
    record(Verb.VIEWED, attachment.training, by=by, changes={"attachment": ["", str(attachment.pk)]})
