"""Photos of a training: who may be shown on them, and who may open which."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from clients.choices import Purpose
from clients.models import Consent
from clients.querysets import is_restricted_q
from trainings.models import Attachment, Enrolment
from trainings.rules.attachments import Pictured


def pictured(training, day, user):
    """Everybody who took part, as the user may know them; in one query."""
    valid = {"purpose": Purpose.PHOTO_PRESS, "withdrawn_on": None}
    consents = Consent._base_manager.filter(client=OuterRef("client"), **valid)
    rows = Enrolment.objects.visible_to(user).filter(training=training).took_part().with_names()
    rows = rows.annotate(has_consent=Exists(consents)).order_by("number")
    taken = day_taken(training, day)
    return [
        Pictured(row.pk, row.number, shown_name(row, user, day), is_restricted(row, taken), row.has_consent)
        for row in rows
    ]


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
