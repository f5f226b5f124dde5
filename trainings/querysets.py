"""How trainings, sessions, participants, marks and follow-ups are read."""

from datetime import timedelta

from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, Replace
from django.utils import timezone

from clients.choices import EndReason
from clients.querysets import is_restricted_q
from pembinaan.accounts.models import Office
from pembinaan.bulk import JoinedText, JsonList
from pembinaan.scoping import ScopedQuerySet
from pembinaan.text import fold
from trainings.assessed import asked_and_shown
from trainings.attended import (
    accepted_minutes,
    credited_minutes,
    expected_minutes,
    expected_q,
    meant_q,
    paused,
)
from trainings.choices import (
    NEEDS_REASON,
    SEATED,
    SHARED_PLANS,
    TOOK_PART,
    EnrolmentStatus,
    ExcuseState,
    Mark,
    OfferState,
    ReasonKind,
    SessionStatus,
    TrainingStatus,
)
from trainings.policy import OPENS_BEFORE_MINUTES


def _number(rows):
    return Coalesce(Subquery(rows), 0)


def month_sealed():
    """Of sessions: whether the month in which they take place is sealed."""
    sealed = apps.get_model("trainings", "SealedMonth")._base_manager
    month = {"month__year": OuterRef("day__year"), "month__month": OuterRef("day__month")}
    return Exists(sealed.filter(office=OuterRef("training__office"), **month))


def holds_seat():
    """Of participants: seated, or offered a seat that waits for the answer."""
    offers = apps.get_model("trainings", "SeatOffer")._base_manager.filter(state=OfferState.OPEN)
    return Q(status__in=SEATED) | Exists(offers.filter(enrolment=OuterRef("pk")))


RETURNED = Q(proposed_at=None) & ~Q(status_note="")
"""Of drafts: the head gave them back with a reason."""
MOVED_ON = Q(
    enrolment__client__end_reason=EndReason.TRANSFERRED, enrolment__client__ended_on__lt=F("opens_on")
)


class TrainingQuerySet(ScopedQuerySet):
    def matching(self, words):
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def in_date_order(self):
        return self.order_by("-starts_on", "-pk")

    def copyable_by(self, user):
        """Plans that the user's Bapas may copy: its own, and approved ones of the Bapas beside it.

        Wider than visible_to(): only pages that show the plan alone may start here, never its people or
        outcomes. Offices above the Bapas hold no trainings and copy none.
        """
        if not user.office.is_local:
            return self.none()
        beside = Q(
            office__parent=user.office.parent_id, office__level=Office.Level.LOCAL, status__in=SHARED_PLANS
        )
        return self._narrowed(Q(office=user.office_id) | beside)

    def with_budget_sum(self):
        """Adds `budget_sum` in rupiah, None without lines."""
        lines = self.model._meta.get_field("budget_lines").related_model._base_manager
        rows = lines.filter(training=OuterRef("pk")).order_by().values("training")
        price = Cast("unit_price", DecimalField(max_digits=20, decimal_places=2))
        cost = ExpressionWrapper(F("quantity") * price, DecimalField(max_digits=20, decimal_places=2))
        return self.annotate(budget_sum=Subquery(rows.values(n=Sum(cost))))

    def with_page_facts(self):
        return self.select_related("office", "programme", "partner")

    def with_programme_jp(self):
        """Adds `programme_jp`: what the programme's modules ask for."""
        programme = self.model._meta.get_field("programme").related_model
        modules = programme._meta.get_field("modules").related_model.objects
        rows = modules.filter(programme=OuterRef("programme")).order_by().values("programme")
        return self.annotate(programme_jp=Coalesce(Subquery(rows.values(n=Sum("jp"))), 0))

    def with_last_day(self):
        """Adds `last_day`: that of the last session that takes place, else of the plan."""
        sessions = self.model._meta.get_field("sessions").related_model._base_manager
        days = sessions.filter(training=OuterRef("pk")).exclude(status=SessionStatus.CANCELLED)
        last = Subquery(days.order_by("-day").values("day")[:1])
        return self.annotate(last_day=Coalesce(last, F("ends_on")))

    def with_seat_counts(self):
        """Adds `seated`, `waiting`, and of these `offered`: who holds a seat until the answer."""
        enrolments = self.model._meta.get_field("enrolments").related_model
        rows = enrolments._base_manager.filter(training=OuterRef("pk")).order_by().values("training")

        def counted(*statuses):
            return Coalesce(Subquery(rows.filter(status__in=statuses).values(n=Count("pk"))), 0)

        offers = enrolments._meta.get_field("offers").related_model._base_manager
        offered = offers.filter(enrolment__training=OuterRef("pk"), state=OfferState.OPEN).order_by()
        offered = Coalesce(Subquery(offered.values("enrolment__training").values(n=Count("pk"))), 0)
        return self.annotate(
            seated=counted(*SEATED), waiting=counted(EnrolmentStatus.WAITING), offered=offered
        )

    def overlapping(self, first, last):
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def needing(self, need, day):
        """Trainings that wait for somebody's next step; `need` is a key of NEEDS."""
        underway = self.filter(status__in=[TrainingStatus.APPROVED, TrainingStatus.RUNNING])
        return {
            "approval": lambda: self.filter(status=TrainingStatus.DRAFT),
            "proposed": lambda: self.filter(status=TrainingStatus.DRAFT, proposed_at__isnull=False),
            "returned": self.returned,
            "sessions": lambda: self.being_planned_or_run().filter(sessions=None),
            "participants": lambda: self.being_planned_or_run().exclude(self._with_enrolments(*SEATED)),
            "seats": lambda: self.being_planned_or_run().filter(
                self._with_enrolments(EnrolmentStatus.WAITING, EnrolmentStatus.NOMINATED)
            ),
            "attendance": lambda: underway.filter(self._with_open_sheets(day)),
            "completion": lambda: underway.filter(ends_on__lt=day),
        }[need]()

    def returned(self):
        """Drafts that the head gave back with a reason."""
        return self.filter(RETURNED, status=TrainingStatus.DRAFT)

    def _with_enrolments(self, *statuses):
        rows = self.model._meta.get_field("enrolments").related_model._base_manager
        return Exists(rows.filter(training=OuterRef("pk"), status__in=statuses))

    def _with_open_sheets(self, day):
        rows = self.model._meta.get_field("sessions").related_model._base_manager
        past = rows.exclude(status=SessionStatus.CANCELLED).filter(day__lt=day, attested_at=None)
        return Exists(past.filter(training=OuterRef("pk")))

    def being_planned_or_run(self):
        return self.filter(status__in=[TrainingStatus.DRAFT, TrainingStatus.APPROVED, TrainingStatus.RUNNING])

    def waiting_for_completion(self, day):
        """Approved or running, with sessions, and the last of them before `day`."""
        sessions = self.model._meta.get_field("sessions").related_model._base_manager
        taking_place = sessions.filter(training=OuterRef("pk")).exclude(status=SessionStatus.CANCELLED)
        return self.filter(
            Exists(taking_place),
            ~Exists(taking_place.filter(day__gte=day)),
            status__in=[TrainingStatus.APPROVED, TrainingStatus.RUNNING],
        )


class SessionQuerySet(ScopedQuerySet):
    def on_day(self, day):
        return self.filter(day=day)

    def in_calendar(self, first, last):
        """Of these days; cancelled ones are told as such, trainings that were called off are not there."""
        off = [TrainingStatus.CANCELLED, TrainingStatus.POSTPONED]
        rows = self.filter(day__range=(first, last)).exclude(training__status__in=off)
        return rows.select_related("training__office").order_by("starts_at", "pk")

    def taking_place(self):
        """Not cancelled, in a training that is approved, running or over."""
        return self.exclude(status=SessionStatus.CANCELLED).filter(
            training__status__in=[TrainingStatus.APPROVED, TrainingStatus.RUNNING, TrainingStatus.COMPLETED]
        )

    def waiting_before(self, day):
        """Sheets of earlier days that are neither cancelled nor closed, of trainings that go on."""
        underway = [TrainingStatus.APPROVED, TrainingStatus.RUNNING]
        rows = self.filter(day__lt=day, attested_at=None, training__status__in=underway)
        return rows.exclude(status=SessionStatus.CANCELLED)

    def with_missing_marks(self):
        """Adds `marks_missing`: how many of those on the sheet of a held session have no mark.

        Whoever pauses on that day cannot be marked and is not missed.
        """
        attendances = self.model._meta.get_field("attendances").related_model._base_manager
        people = self.model._base_manager.filter(
            expected_q("", "training__enrolments__"), pk=OuterRef("pk")
        ).order_by()
        marks = attendances.filter(expected_q("session__", "enrolment__"), session=OuterRef("pk")).order_by()
        listed = people.values("pk").annotate(n=Count("training__enrolments")).values("n")
        recorded = marks.exclude(mark="").values("session").annotate(n=Count("pk")).values("n")
        return self.annotate(marks_missing=_number(listed) - _number(recorded))

    def with_record_counts(self):
        """Adds `recorded` and `expected`: marks on the sheet, and names that stand on it."""
        marks = self._marks()
        on_sheet = self._names_on_sheet()

        def counted(rows, by):
            return Coalesce(Subquery(rows.order_by().values(by).values(n=Count("pk"))), 0)

        return self.annotate(
            recorded=counted(marks.filter(session=OuterRef("pk")).exclude(mark=""), "session"),
            expected=counted(on_sheet, "training"),
        )

    def _marks(self):
        return self.model._meta.get_field("attendances").related_model._base_manager

    def _names_on_sheet(self):
        """Participants of the outer session whose names stand on its sheet."""
        training = self.model._meta.get_field("training").related_model
        names = training._meta.get_field("enrolments").related_model._base_manager
        marked = self._marks().filter(session=OuterRef(OuterRef("pk")), enrolment=OuterRef("pk"))
        # Whoever pauses on that day cannot be marked.
        return names.filter(
            ~paused(OuterRef("pk"), OuterRef(OuterRef("day"))) | Exists(marked.exclude(mark="")),
            Q(ends_on=None) | Q(ends_on__gte=OuterRef("day")),
            meant_q(OuterRef(OuterRef("pk")), OuterRef("pk")),
            training=OuterRef("training"),
            status__in=TOOK_PART,
            starts_on__lte=OuterRef("day"),
        )

    def past(self):
        """Those that have begun."""
        return self.filter(starts_at__lte=timezone.now())

    def of_client(self, client):
        """Sessions on whose sheets this client stands."""
        return self.filter(Exists(self._names_on_sheet().filter(client=client)))

    def lacking(self, what):
        """Of sheets that wait, with their record counts; `what` is a key of LACKS."""
        return {
            "marks": lambda: self.filter(recorded=0),
            "some": lambda: self.filter(recorded__gt=0, recorded__lt=F("expected")),
            "closing": lambda: self.filter(recorded__gt=0, recorded__gte=F("expected")),
        }[what]()

    def sheets_open_to(self, user):
        """Sheets name people: they stay within the Bapas that runs the training."""
        return self.visible_to(user) if user.sees_people else self.none()

    def with_sheet_facts(self):
        """Adds `reason_ids`, the reasons on offer for an absence, `month_sealed`, and `copy_from`: the id of
        the session that was held earlier on the same day.
        """
        earlier = self.model._base_manager.filter(
            training=OuterRef("training"),
            day=OuterRef("day"),
            starts_at__lt=OuterRef("starts_at"),
            status=SessionStatus.HELD,
        )
        reasons = self.model._meta.get_field("cancel_reason").related_model._base_manager
        offered = reasons.filter(kind=ReasonKind.ABSENCE, is_active=True).order_by().values("kind")
        return self.select_related("training__office").annotate(
            reason_ids=Subquery(offered.values(ids=JsonList("pk"))),
            copy_from=Subquery(earlier.order_by("-starts_at").values("pk")[:1]),
            month_sealed=month_sealed(),
        )

    def clashing_with(self, session):
        """Meetings of other trainings at the same time."""
        return (
            self.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
            .exclude(training=session.training_id)
            .exclude(status=SessionStatus.CANCELLED)
            .filter(training__status__in=[TrainingStatus.APPROVED, TrainingStatus.RUNNING])
        )

    def people_of(self, enrolments):
        """Pairs of a client among these participants who is also enrolled here, and the start."""
        people = {"training__enrolments__client__in": enrolments.order_by().values("client")}
        here = self.filter(training__enrolments__status=EnrolmentStatus.ENROLLED, **people)
        return here.order_by("starts_at").values_list("training__enrolments__client", "starts_at")

    def held_before(self, session, count):
        """The last held sessions of the same training before this one."""
        held = self.filter(training=session.training_id, status=SessionStatus.HELD)
        return held.filter(starts_at__lt=session.starts_at).order_by("-starts_at")[:count]


class EnrolmentQuerySet(ScopedQuerySet):
    def seated(self):
        return self.filter(status__in=SEATED)

    def waiting(self):
        return self.filter(status=EnrolmentStatus.WAITING)

    def took_part(self):
        return self.filter(status__in=TOOK_PART)

    def with_attendance(self):
        """Adds `minutes_expected` and `minutes_credited` over all held sessions of the training."""
        attendances = self.model._meta.get_field("attendances").related_model._base_manager
        sessions = attendances.model._meta.get_field("session").related_model._base_manager
        held = sessions.filter(
            expected_q("", "training__enrolments__"), training__enrolments=OuterRef("pk")
        ).order_by()
        marks = attendances.filter(
            expected_q("session__", "enrolment__"), enrolment=OuterRef("pk")
        ).order_by()

        def minutes(rows, of, amount):
            return _number(rows.values(of).annotate(n=Sum(amount)).values("n"))

        return self.annotate(
            minutes_expected=minutes(held, "training__enrolments", expected_minutes(""))
            - minutes(marks, "enrolment", accepted_minutes()),
            minutes_credited=minutes(marks, "enrolment", credited_minutes()),
        )

    def with_assessment(self):
        return self.with_attendance().annotate(**asked_and_shown())

    def meant_by(self, session):
        """Those whom a session is for: everybody, unless it is a catch-up session that names some."""
        return self.filter(meant_q(session.pk, OuterRef("pk")))

    def with_status_in(self, session):
        """Adds `now_status`: paused for who pauses on the day of that session, and for nobody else."""
        sessions = self.model._meta.get_field("attendances").related_model._meta.get_field("session")
        day = Subquery(sessions.related_model._base_manager.filter(pk=session.pk).values("day"))
        away = Q(status__in=TOOK_PART) & Q(paused(OuterRef("pk"), day))
        stays = When(status=EnrolmentStatus.PAUSED, then=Value(EnrolmentStatus.ENROLLED))
        status = Case(When(away, then=Value(EnrolmentStatus.PAUSED)), stays, default=F("status"))
        return self.annotate(now_status=status)

    def with_recorded(self):
        """Adds `marks_recorded`: in how many held sessions something is said of the participant."""
        attendances = self.model._meta.get_field("attendances").related_model._base_manager
        marks = attendances.filter(expected_q("session__", "enrolment__"), enrolment=OuterRef("pk"))
        told = marks.exclude(mark="").order_by().values("enrolment")
        return self.annotate(marks_recorded=_number(told.values(n=Count("pk"))))

    def with_marks_of(self, session):
        """Adds `now_…`, the present mark in that session; `now_events`, each as 'answer:hex'; and
        `now_first_at`, the sheet's first entry since it opened: what was told in advance is no entry.
        """
        opened_at = session.starts_at - timedelta(minutes=OPENS_BEFORE_MINUTES)
        events = self.model._meta.get_field("events").related_model._base_manager
        key = Replace(Cast("pk", CharField()), Value("-"))
        name = Concat("answer", Value(":"), key, output_field=CharField())
        sent = events.filter(session=session, enrolment=OuterRef("pk")).order_by().values("enrolment")
        entries = events.filter(session=session, at__gte=opened_at).order_by().values("session")
        names = ("mark", "minutes_late", "minutes_early", "reason_id", "remark", "version")
        names += ("marked_at", "marked_by_name")
        return (
            self.meant_by(session)
            .with_status_in(session)
            .annotate(
                now=FilteredRelation("attendances", condition=Q(attendances__session=session)),
                now_events=Subquery(sent.values(names=JoinedText(name))),
                now_first_at=Subquery(entries.values(first=Min("at"))),
                **{f"now_{name}": F(f"now__{name}") for name in names},
            )
            .order_by("number")
        )

    def with_open_conflicts_in(self, session):
        """Adds `conflict`: the entry that collided with the present mark and was not settled."""
        events = self.model._meta.get_field("events").related_model._base_manager
        collided = events.filter(
            session=session, enrolment=OuterRef("pk"), answer="conflict", version=OuterRef("now__version")
        )
        names = ("mark", "minutes_late", "minutes_early", "reason_id", "remark", "by_name", "at")
        entry = JSONObject(**{name: name for name in names})
        return self.annotate(conflict=Subquery(collided.order_by("-at").values(entry=entry)[:1]))

    def with_open_excuse_in(self, session):
        """Adds `excuse_said_at`: when an excuse for that session was told that waits for its decision."""
        excuses = self.model._meta.get_field("excuses").related_model._base_manager
        waiting = excuses.filter(session=session, enrolment=OuterRef("pk"), state=ExcuseState.WAITING)
        return self.annotate(excuse_said_at=Subquery(waiting.values("created_at")[:1]))

    def with_names(self):
        """What name_for() asks of a client, and no more."""
        needed = (
            "name",
            "register_number",
            "office",
            "counsellor",
            "category",
            "birth_date",
            "restricted_flag",
        )
        own = ("training", "number", "status", "starts_on", "ends_on", "guest_name", "client")
        return self.select_related("client").only(*own, *(f"client__{name}" for name in needed))


class AttendanceQuerySet(ScopedQuerySet):
    def recorded(self):
        return self.exclude(mark="")

    def by_mark(self):
        """Triples of a session, a mark and how often it stands there."""
        counted = self.recorded().order_by().values("session", "mark").annotate(n=Count("pk"))
        return counted.values_list("session", "mark", "n")

    def by_reason(self):
        """Triples of a mark, the id of its reason and how often they stand there, the most frequent first."""
        given = self.filter(mark__in=NEEDS_REASON)
        counted = given.order_by().values("mark", "reason").annotate(n=Count("pk"))
        return counted.order_by("mark", "-n", "reason__order", "reason").values_list("mark", "reason", "n")

    def with_credit(self):
        """Adds `credited`: the minutes that the mark brings."""
        return self.annotate(credited=credited_minutes())

    def absent_in_all(self, sessions, count):
        """Ids of participants absent without notice in each of the `count` sessions."""
        absent = self.filter(session__in=sessions.values("pk"), mark=Mark.ABSENT).order_by()
        found = absent.values("enrolment").annotate(times=Count("pk")).filter(times=count)
        return found.values_list("enrolment", flat=True)


class FollowUpQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(done_on__isnull=True)

    def done(self):
        return self.filter(done_on__isnull=False)

    def moved(self):
        """Open ones whose window opens only after the client went to another Bapas."""
        return self.open().filter(MOVED_ON)

    def of_this_bapas(self):
        """Open ones that the Bapas of the training still follows up."""
        return self.open().exclude(MOVED_ON)

    def due_by(self, day):
        """Open ones whose window has opened."""
        return self.of_this_bapas().filter(opens_on__lte=day)

    def in_window(self, day):
        return self.due_by(day).filter(closes_on__gte=day)

    def overdue(self, day):
        return self.of_this_bapas().filter(closes_on__lt=day)

    def upcoming(self, day):
        return self.of_this_bapas().filter(opens_on__gt=day)

    def of_people_known_to(self, user, day):
        """Those whose participant the user may know by name; the same answer as Enrolment.name_for gives."""
        assigned = Q() if user.sees_restricted else Q(enrolment__client__counsellor=user.pk)
        own = Q(enrolment__client__office=user.office_id) & assigned
        return self.filter(~is_restricted_q(day, "enrolment__client__") | own)

    def of_clients(self, clients):
        return self.filter(enrolment__client__in=clients)

    def mine(self, user):
        return self.filter(enrolment__client__counsellor=user.pk)

    def in_due_order(self):
        """What is overdue stands first."""
        return self.order_by("closes_on", "pk")

    def with_page_facts(self):
        return self.select_related("enrolment__client__office", "enrolment__training__office", "outcome")

    def with_attempt_count(self):
        attempts = self.model._meta.get_field("attempts").related_model._base_manager
        rows = attempts.filter(follow_up=OuterRef("pk")).order_by().values("follow_up")
        return self.annotate(attempt_count=_number(rows.values(n=Count("pk"))))
