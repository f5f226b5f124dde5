"""The shortlist of a training: everybody it could take, the best first, with the reasons.

Facts are read in four queries, however many clients there are; their worth stands in rules/shortlist.py.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from pembinaan import dates
from pembinaan.accounts.models import Region
from pembinaan.bulk import JsonList
from trainings.choices import SEATED, EnrolmentStatus, Passing, SessionStatus, Subject
from trainings.eligibility import HINDRANCES, LISTED, last_day, with_hindrances
from trainings.models import Booking, Enrolment, Session, ShortlistDecision, Training
from trainings.policy import LAST_FOLLOW_UP_MONTHS
from trainings.rules.shortlist import Demand, Person, reasons_for, score_of, told, words_of

EARLY = "guidance_short"
KIND_WORDS = {"skills": "kemandirian keterampilan", "character": "kepribadian", "mixed": ""}
FACTS = (
    "pk", "sort_name", "interests", "work", "available_days", "region_id", "transport_need", "guidance_end",
    "guidance_start", "created_at",
)  # fmt: skip


class Facts(NamedTuple):
    """One row of the query, in the order of its columns."""

    pk: UUID
    sort_name: str
    interests: str
    work: str
    days: str
    region: str | None
    transport: str
    guidance_end: date | None
    guidance_start: date | None
    created_at: Any
    needs_support: bool
    reaches: bool
    nominated: bool
    hindered: tuple


@dataclass(slots=True)
class Standing:
    """One client in the shortlist."""

    pk: UUID
    sort_name: str
    score: int
    reasons: list
    waits_since: date
    hindered: tuple = ()
    """Codes of what stands against a seat."""
    place: int = 0
    """In the ranking, from 1; 0 for those who are excluded."""

    @property
    def order(self):
        return (-self.score, self.waits_since, self.sort_name, str(self.pk))

    @property
    def good(self):
        return [(told(reason), reason.points) for reason in self.reasons if reason.points > 0]

    @property
    def bad(self):
        """Points that are taken off, without what `early` says."""
        return [(told(r), -r.points) for r in self.reasons if r.points < 0 and r.code != EARLY]

    @property
    def early(self):
        """That the guidance ends before the last follow-up stands out: such a follow-up needs a consent."""
        return next(((told(reason), -reason.points) for reason in self.reasons if reason.code == EARLY), None)

    @property
    def remarks(self):
        return [told(reason) for reason in self.reasons if not reason.points]

    @property
    def as_facts(self):
        """As a decision keeps them: codes and points, no words."""
        return [[reason.code, reason.points] for reason in self.reasons] + [
            [code, 0] for code in self.hindered
        ]


@dataclass
class Shortlist:
    training: Any
    pool: Any
    """A queryset of the clients among whom is chosen: those whom the chooser may see."""
    nominations: bool = True
    """Whether those whom a PK has put forward are to be chosen; for the PK they stand on the list already."""
    today: date = field(default=None)

    def __post_init__(self):
        self.today = self.today or dates.today(self.training.office)

    @cached_property
    def demand(self):
        """Days, place and words of the training, in one query."""
        training = self.training
        sessions = Session._base_manager.filter(training=OuterRef("pk")).exclude(
            status=SessionStatus.CANCELLED
        )
        days = sessions.order_by().values("training").annotate(days=JsonList("day")).values("days")
        rooms = sessions.filter(venue__region__isnull=False).order_by("starts_at").values("venue__region")
        city = training.office.city
        named = Region.objects.filter(
            name__in=[city, f"Kota {city}", f"Kabupaten {city}"], parent__isnull=False
        )
        facts = Training._base_manager.filter(pk=training.pk).values(
            "title",
            "programme__title",
            "programme__kind",
            days=Subquery(days),
            last=last_day(training),
            region=Coalesce(
                Subquery(rooms[:1]),
                F("venue__region"),
                F("partner__region"),
                # A city comes before the regency of the same name.
                Subquery(named.order_by("-code").values("code")[:1]),
                output_field=CharField(),
            ),
        )[0]
        kind = KIND_WORDS.get(facts["programme__kind"], "")
        return Demand(
            today=self.today,
            last_day=facts["last"],
            last_follow_up=dates.add_months(facts["last"], LAST_FOLLOW_UP_MONTHS),
            words=words_of(facts["title"], facts["programme__title"], kind),
            days="".join(
                sorted({str(date.fromisoformat(str(day)[:10]).isoweekday()) for day in facts["days"] or []})
            ),
            region=facts["region"] or "",
        )

    @cached_property
    def standings(self):
        """Of everybody, by client."""
        trained, passed = self._trained(), self._passed_over()
        return {facts.pk: self._standing(facts, trained.get(facts.pk), passed) for facts in self._facts()}

    def _standing(self, facts, trained, passed):
        since = trained or facts.guidance_start or facts.created_at.date()
        person = Person(
            facts.interests, facts.work, facts.days, facts.region or "", facts.reaches, facts.transport,
            facts.guidance_end, since, passed.get(facts.pk, 0), trained, facts.nominated, facts.needs_support,
        )  # fmt: skip
        reasons = reasons_for(person, self.demand)
        return Standing(facts.pk, facts.sort_name, score_of(reasons), reasons, since, facts.hindered)

    def _facts(self):
        training, region = self.training, self.demand.region
        reached = self.pool.model.reachable_regions.through.objects.filter(
            client=OuterRef("pk"), region=region
        )
        own = Enrolment._base_manager.filter(
            training=training, client=OuterRef("pk"), status=EnrolmentStatus.NOMINATED
        )
        rows = with_hindrances(self.pool.order_by(), training).annotate(
            supported=~Q(support_needs=""), reached=Exists(reached), put_forward=Exists(own)
        )
        flags = [hindrance.flag for hindrance in HINDRANCES]
        codes = [hindrance.code for hindrance in HINDRANCES]
        width = len(FACTS) + 3
        for row in rows.values_list(*FACTS, "supported", "reached", "put_forward", *flags):
            nominated = bool(row[width - 1]) and self.nominations
            hindered = tuple(
                code
                for code, holds in zip(codes, row[width:], strict=True)
                if holds and not (nominated and code == LISTED.code)
            )
            yield Facts(*row[: width - 1], nominated, hindered)

    def _trained(self):
        """Last day of the last training in which somebody has or had a seat."""
        rows = Enrolment._base_manager.filter(client__in=self.pool.order_by().values("pk"), status__in=SEATED)
        rows = rows.exclude(training=self.training).order_by().values("client")
        return dict(rows.annotate(last=Max("training__ends_on")).values_list("client", "last"))

    def _passed_over(self):
        """How often, since the last seat or ever."""
        seats = Enrolment._base_manager.filter(client=OuterRef("client"), status__in=SEATED)
        rows = ShortlistDecision._base_manager.filter(
            kind=Passing.SKIPPED, client__in=self.pool.order_by().values("pk")
        ).exclude(Exists(seats.filter(requested_at__gt=OuterRef("at"))))
        return dict(rows.order_by().values("client").annotate(n=Count("pk")).values_list("client", "n"))

    @cached_property
    def ranked(self):
        """Those whom nothing hinders, the first to be asked first."""
        rows = sorted((s for s in self.standings.values() if not s.hindered), key=lambda s: s.order)
        for place, standing in enumerate(rows, start=1):
            standing.place = place
        return rows

    @cached_property
    def excluded(self):
        """The others; first those whom a reason could still bring in."""
        order = {hindrance.code: n for n, hindrance in enumerate(reversed(HINDRANCES))}
        rows = [standing for standing in self.standings.values() if standing.hindered]
        return sorted(rows, key=lambda s: (order[s.hindered[-1]], s.sort_name, str(s.pk)))

    def passed_over(self, taken):
        """Who stood among the first so many, has more points than somebody taken, and is not taken."""
        taken = {pk for pk in taken if pk in self.standings}
        if not taken:
            return []
        lowest = min(self.standings[pk].score for pk in taken)
        first = self.ranked[: len(taken)]
        return [standing for standing in first if standing.pk not in taken and standing.score > lowest]


def appointments(training, clients):
    """What else holds these clients on the days of the training: [(start, end, title)] by client."""
    found = {}
    days = (
        Session._base_manager.filter(training=training).exclude(status=SessionStatus.CANCELLED).values("day")
    )
    rows = Booking.objects.filter(subject=Subject.CLIENT, subject_id__in=clients, session__day__in=days)
    rows = rows.exclude(session__training=training).order_by("starts_at").select_related("session__training")
    for row in rows:
        found.setdefault(row.subject_id, []).append((row.starts_at, row.ends_at, row.session.training.title))
    return found
