"""Photos of a training: who may be shown on them, which stand in the report, and who may open which."""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from clients.choices import Purpose
from clients.models import Consent
from clients.querysets import is_restricted_q
from trainings.choices import AttachmentKind
from trainings.models import Attachment, Enrolment
from trainings.policy import MAX_PHOTOS_IN_REPORT
from trainings.rules.attachments import Pictured, may_show

SEALED_AS = "Attachment.file"


def pictured(training, day, user):
    """Everybody who took part, as the user may know them; in one query."""
    rows = Enrolment.objects.visible_to(user).filter(training=training).took_part().with_names()
    rows = rows.annotate(has_consent=consented(day)).order_by("number")
    taken = day_taken(training, day)
    return [as_pictured(row, taken, shown_name(row, user, day)) for row in rows]


def consented(day):
    """Of participants: whether a consent to photos, given by the day, still stands."""
    valid = {"purpose": Purpose.PHOTO_PRESS, "given_on__lte": day, "withdrawn_on": None}
    return Exists(Consent._base_manager.filter(client=OuterRef("client"), **valid))


def as_pictured(row, taken, name=""):
    return Pictured(row.pk, row.number, name, is_restricted(row, taken), row.has_consent)


def with_people(attachments, day):
    people = Enrolment._base_manager.select_related("client").annotate(has_consent=consented(day))
    return attachments.prefetch_related(Prefetch("people", people))


def is_shown(photo, training, day):
    """`photo` as with_people() reads it; asked again each time: a consent may have been withdrawn."""
    taken = day_taken(training, day)
    return may_show(photo.shows_people, [as_pictured(row, taken) for row in photo.people.all()])


def attachments_of(training, day):
    """What was not removed, with the people on it."""
    return list(with_people(training.attachments.filter(removed_at=None), day))


def for_report(attachments, training, day):
    photos = [row for row in attachments if row.kind == AttachmentKind.PHOTO and row.in_report]
    return [photo for photo in photos if is_shown(photo, training, day)][:MAX_PHOTOS_IN_REPORT]


def day_taken(training, day):
    """Whoever was a child in the training is one on its photos."""
    return min(training.starts_on, day)


def is_restricted(row, day):
    return row.client is not None and row.client.is_restricted_on(day)


def shown_name(row, user, day):
    """Not even the register number: the list goes to whoever holds the camera."""
    if is_restricted(row, day) and not row.client.is_open_to(user, day):
        return _("Restricted participant")
    return row.name_for(user, day)


def kept(user, training, day):
    """What is there, with `is_closed`: the user may not know somebody who is on it."""
    faces = Attachment.people.through._base_manager.filter(attachment=OuterRef("pk"))
    restricted = faces.filter(is_restricted_q(day_taken(training, day), "enrolment__client__"))
    own = Q(enrolment__client__office=user.office_id)
    if not user.sees_restricted:
        own &= Q(enrolment__client__counsellor=user.pk)
    rows = Attachment.objects.visible_to(user).filter(training=training, removed_at=None)
    return rows.annotate(is_closed=Exists(restricted.exclude(own))).order_by("kind", "created_at", "pk")
