"""What several tests of planning and enrolment start from."""

from django.utils import timezone

from trainings.models import Attendance


def mark(session, enrolment, by, value="present"):
    """A recorded mark, written past the action: here it only stands in the way of something."""
    return Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        mark=value,
        marked_at=timezone.now(),
        marked_by=by,
        marked_by_name=by.name,
    )
