"""How trainings, sessions, participants, marks and follow-ups are read."""

from datetime import timedelta

from django.db.models import CharField, Count, F, FilteredRelation, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from pembinaan.bulk import JsonList
from pembinaan.scoping import ScopedQuerySet
from pembinaan.text import fold
from trainings.choices import SEATED, TOOK_PART, EnrolmentStatus, ReasonKind, SessionStatus, TrainingStatus
from trainings.policy import OPENS_BEFORE_MINUTES


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

    def sheets_open_to(self, user):
        """Sheets name people: they stay within the Bapas that runs the training."""
        return self.visible_to(user) if user.sees_people else self.none()

    def with_sheet_facts(self):
        """Adds what decides whether a sheet may be written: `first_entry_at` (marks in advance do not count)
        and `reason_ids`, the reasons on offer."""
        events = self.model._meta.get_field("events").related_model._base_manager
        reasons = self.model._meta.get_field("cancel_reason").related_model._base_manager
        opened = OuterRef("starts_at") - timedelta(minutes=OPENS_BEFORE_MINUTES)
        entries = events.filter(session=OuterRef("pk"), at__gte=opened).order_by().values("session")
        offered = reasons.filter(kind=ReasonKind.ABSENCE, is_active=True).order_by().values("kind")
        return self.select_related("training__office").annotate(
            first_entry_at=Subquery(entries.values(first=Min("at"))),
            reason_ids=Subquery(offered.values(ids=JsonList("pk"))),
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

    def with_marks_of(self, session):
        """Adds `now_…`, the present mark in that session, and `now_events`, each as 'answer:id'."""
        events = self.model._meta.get_field("events").related_model._base_manager
        name = Concat("answer", Value(":"), Cast("pk", CharField()), output_field=CharField())
        sent = events.filter(session=session, enrolment=OuterRef("pk")).order_by().values("enrolment")
        names = ("mark", "minutes_late", "minutes_early", "reason_id", "remark", "version")
        names += ("marked_at", "marked_by_id", "marked_by_name")
        return self.annotate(
            now=FilteredRelation("attendances", condition=Q(attendances__session=session)),
            now_events=Subquery(sent.values(names=JsonList(name))),
            **{f"now_{name}": F(f"now__{name}") for name in names},
        ).order_by("number")


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
