"""Choosing from the shortlist: in its order, and nobody passed over or excluded without a reason."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pembinaan.problems import refuse
from pembinaan.records import new_id
from trainings.choices import Passing
from trainings.models import ShortlistDecision
from trainings.rules.shortlist import choice_problems, may_bend
from trainings.shortlist import Shortlist


@dataclass(frozen=True)
class Choice:
    """Among whom was chosen, and why where somebody is passed over or a rule set aside."""

    pool: Any
    """A queryset of the clients whom the chooser may see."""
    reason: Any = None
    note: str = ""


class Chosen:
    """What a choice comes to under the lock of the training."""

    def __init__(self, training, choice, rows):
        self.training, self.choice = training, choice
        self.shortlist = Shortlist(training, choice.pool)
        standings = self.shortlist.standings
        self.rows = sorted(
            (row for row in rows if row.pk in standings), key=lambda row: standings[row.pk].order
        )
        self.bent = []

    def bends(self, client, problems):
        """Take somebody in spite of what stands against it; the reason is asked for at the end."""
        if not may_bend(problems):
            return False
        self.bent.append(client.pk)
        return True

    def decide(self, taken, by):
        """Refuse where a reason is wanting, else keep the decisions; what the trail says of them."""
        choice = self.choice
        skipped = self.shortlist.passed_over(taken)
        refuse(choice_problems(skipped=skipped, bent=self.bent, reason=choice.reason, note=choice.note))
        rows = [self._row(standing, Passing.SKIPPED, by) for standing in skipped]
        rows += [self._row(self.shortlist.standings[pk], Passing.EXCLUDED, by) for pk in self.bent]
        ShortlistDecision._base_manager.bulk_create(rows)
        told = {"passed_over": len(skipped), "in_spite": len(self.bent)}
        told = {name: ["", number] for name, number in told.items() if number}
        return told | ({"reason": ["", str(choice.reason)]} if skipped else {})

    def _row(self, standing, kind, by):
        return ShortlistDecision(
            training=self.training,
            client_id=standing.pk,
            kind=kind,
            score=standing.score,
            facts=standing.as_facts,
            reason=self.choice.reason if kind == Passing.SKIPPED else None,
            note=self.choice.note,
            batch=self.batch,
            by_name=by.get_full_name(),
        )

    @cached_property
    def batch(self):
        return new_id()
