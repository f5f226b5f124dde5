"""How seats are spread over the clients of an office: turns, waiting, and who was passed over why."""

from dataclasses import dataclass

from django.db.models import Count, DateField, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from trainings.choices import SEATED, Passing
from trainings.models import Enrolment, ShortlistDecision

SHOWN_DECISIONS = 3


def with_turns(clients):
    """Adds `turns` (seats so far), `waits_since` (last seat, else the registration) and `passed` (times)."""
    seats = (
        Enrolment._base_manager.filter(client=OuterRef("pk"), status__in=SEATED).order_by().values("client")
    )
    passed = ShortlistDecision._base_manager.filter(client=OuterRef("pk"), kind=Passing.SKIPPED).order_by()
    return clients.annotate(
        turns=Coalesce(Subquery(seats.annotate(n=Count("pk")).values("n")), 0),
        waits_since=Coalesce(
            Subquery(seats.annotate(last=Max("training__ends_on")).values("last")),
            "guidance_start",
            TruncDate("created_at"),
            output_field=DateField(),
        ),
        passed=Coalesce(Subquery(passed.values("client").annotate(n=Count("pk")).values("n")), 0),
    )


@dataclass(frozen=True)
class Summary:
    people: int
    longest_days: int
    never: int
    """Without any seat so far."""
    passed: int
    """Passed over at least once."""


def summary_of(clients, today):
    facts = with_turns(clients).aggregate(
        people=Count("pk"),
        since=Min("waits_since"),
        never=Count("pk", filter=Q(turns=0)),
        skipped=Count("pk", filter=Q(passed__gt=0)),
    )
    longest = max((today - facts["since"]).days, 0) if facts["since"] else 0
    return Summary(facts["people"], longest, facts["never"], facts["skipped"])


def decisions_on(clients, user):
    """The newest decisions that passed these clients over, by client."""
    rows = ShortlistDecision.objects.visible_to(user).filter(client__in=clients, kind=Passing.SKIPPED)
    found = {}
    for row in rows.select_related("training", "reason"):
        found.setdefault(row.client_id, []).append(row)
    return {pk: decisions[:SHOWN_DECISIONS] for pk, decisions in found.items()}
