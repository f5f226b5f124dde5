"""How trainings, sessions, participants, marks and follow-ups are read."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from pembinaan.scoping import ScopedQuerySet
from pembinaan.text import fold
from trainings.choices import SEATED, TOOK_PART, EnrolmentStatus, SessionStatus, TrainingStatus


class TrainingQuerySet(ScopedQuerySet):
    def matching(self, words):
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def in_date_order(self):
        return self.order_by("-starts_on", "-pk")

    def with_page_facts(self):
        return self.select_related("office", "programme", "partner")

    def with_seat_counts(self):
        """Adds `seated` and `waiting`."""
        enrolments = self.model._meta.get_field("enrolments").related_model
        rows = enrolments._base_manager.filter(training=OuterRef("pk")).order_by().values("training")

        def counted(*statuses):
            return Coalesce(Subquery(rows.filter(status__in=statuses).values(n=Count("pk"))), 0)

        return self.annotate(seated=counted(*SEATED), waiting=counted(EnrolmentStatus.WAITING))

    def being_planned_or_run(self):
        return self.filter(status__in=[TrainingStatus.DRAFT, TrainingStatus.APPROVED, TrainingStatus.RUNNING])


class SessionQuerySet(ScopedQuerySet):
    def on_day(self, day):
        return self.filter(day=day)

    def taking_place(self):
        """Not cancelled, in a training that is approved, running or over."""
        return self.exclude(status=SessionStatus.CANCELLED).filter(
            training__status__in=[TrainingStatus.APPROVED, TrainingStatus.RUNNING, TrainingStatus.COMPLETED]
        )


class EnrolmentQuerySet(ScopedQuerySet):
    def seated(self):
        return self.filter(status__in=SEATED)

    def waiting(self):
        return self.filter(status=EnrolmentStatus.WAITING)

    def took_part(self):
        return self.filter(status__in=TOOK_PART)

    def expected_on(self, day):
        """Those whose name stands on the sheet of a session on that day."""
        return (
            self.took_part().filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        )


class AttendanceQuerySet(ScopedQuerySet):
    def recorded(self):
        return self.exclude(mark="")


class FollowUpQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(done_on__isnull=True)

    def due_by(self, day):
        """Open ones whose window has opened."""
        return self.open().filter(opens_on__lte=day)

    def overdue(self, day):
        return self.open().filter(closes_on__lt=day)
