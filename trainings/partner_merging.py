"""What of the trainings follows when two entries of a partner become one."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from trainings.booking import rebook
from trainings.choices import InstructorRole
from trainings.models import Concern, InstructorLink, SessionInstructor, Training, Venue

MOVING = [(_("Trainings"), Training), (_("Rooms"), Venue), (_("Concern reports"), Concern)]
"""Of whichever office."""


def follow(merge):
    move_trainings(merge)
    for rows in (Venue._base_manager, Concern._base_manager):
        rows.filter(partner=merge.source).update(partner=merge.target, version=F("version") + 1)
    touched = set()
    for old, kept in merge.instructors.items():
        touched |= move_teaching(old, kept)
    # Last: a refusal for somebody who would teach twice at a time leaves nothing of the merge.
    for training in sorted(touched):
        rebook(training)


def move_trainings(merge):
    trainings = Training._base_manager.filter(partner=merge.source)
    for training in trainings.select_for_update(no_key=True).order_by("pk"):
        changes = {"partner": [str(merge.source.pk), str(merge.target.pk)]}
        record(Verb.CHANGED, training, by=merge.by, changes=changes)
    trainings.update(partner=merge.target, version=F("version") + 1)


def move_teaching(old, kept):
    """All that names the old entry of an instructor; answers the ids of the trainings."""
    taught = SessionInstructor.objects.filter(instructor=old)
    touched = set(taught.values_list("session__training", flat=True))
    both = SessionInstructor.objects.filter(instructor=kept, session__in=taught.values("session"))
    leading = list(taught.filter(role=InstructorRole.LEAD).values_list("session", flat=True))
    shared = list(both.values_list("session", flat=True))
    both.filter(session__in=leading).update(role=InstructorRole.LEAD)
    taught.filter(session__in=shared).delete()
    taught.update(instructor=kept)
    named = Training.instructors.through.objects
    already = list(named.filter(instructor=kept).values_list("training", flat=True))
    named.filter(instructor=old, training__in=already).delete()
    named.filter(instructor=old).update(instructor=kept)
    InstructorLink._base_manager.filter(instructor=old).update(instructor=kept, version=F("version") + 1)
    return touched
