"""Who missed a session and may catch up on it."""

from trainings.choices import NEEDS_REASON, EnrolmentStatus, Mark
from trainings.models import CatchUp, Enrolment

MISSED = (*NEEDS_REASON, Mark.ABSENT)


def names_people(session):
    return CatchUp.objects.filter(session=session).exists()


def who_missed(session):
    """Participants still enrolled who were absent, excused or sick, and catch up on it nowhere yet."""
    rows = Enrolment._base_manager.filter(
        training=session.training_id,
        status=EnrolmentStatus.ENROLLED,
        attendances__session=session,
        attendances__mark__in=MISSED,
    )
    caught_up = CatchUp.objects.filter(missed=session).values("enrolment")
    return rows.exclude(pk__in=caught_up).select_related("client").order_by("number")
