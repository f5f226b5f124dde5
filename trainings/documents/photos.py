"""Which photos of a training may be shown: nobody can be recognised, or everybody agreed and still does."""

from django.db.models import Prefetch

from clients.choices import Purpose
from clients.models import Consent
from trainings.choices import AttachmentKind
from trainings.models import Enrolment
from trainings.policy import MAX_PHOTOS_IN_REPORT


def attachments_of(training):
    """What was not removed, with the people on it."""
    people = Prefetch("people", Enrolment._base_manager.select_related("client"))
    return list(training.attachments.filter(removed_at=None).prefetch_related(people))


def shown(attachments, training, day):
    """The photos for the report, asked again each time: a consent may have been withdrawn."""
    photos = [row for row in attachments if row.kind == AttachmentKind.PHOTO and row.in_report]
    clients = {person.client_id for photo in photos for person in photo.people.all()}
    agreed = Consent._base_manager.filter(
        client__in=clients - {None}, purpose=Purpose.PHOTO_PRESS, given_on__lte=day, withdrawn_on=None
    )
    agreed = set(agreed.values_list("client", flat=True))
    days = (training.starts_on, day)
    return [photo for photo in photos if may_show(photo, agreed, days)][:MAX_PHOTOS_IN_REPORT]


def may_show(photo, agreed, days):
    """`agreed`: clients with a valid consent; `days`: that of the photo and that of the paper.

    Where somebody can be recognised and nobody is named, nobody can have agreed.
    """
    if not photo.shows_people:
        return True
    people = list(photo.people.all())
    return bool(people) and all(_agrees(person.client, agreed, days) for person in people)


def _agrees(client, agreed, days):
    """A guest has no consent here; children and protected people are never shown."""
    if client is None or client.pk not in agreed:
        return False
    return not any(client.is_restricted_on(day) for day in days)
