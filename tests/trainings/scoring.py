"""Steps, scores and sheets of the grid, for the tests of assessment and completion."""

import uuid

from trainings.models import ChecklistItem, Score
from trainings.rules.assessment import ScoreEntry


def step(training, text="Mengiris", *, module=1, **more):
    of = training.programme.modules.get(order=module)
    order = of.checklist.count() + 1
    return ChecklistItem.objects.create(module=of, order=order, text=text, **more)


def give(person, test, first, last=None, *, item=None, by, **more):
    """A cell as it stands, written past the action."""
    return Score.objects.create(
        enrolment=person,
        test=test,
        item=item,
        first=first,
        last=last,
        scored_at=person.requested_at,
        scored_by_name=by.name,
        **more,
    )


def entry(number, column, value, *, attempt=1, base=0, event=None):
    column = column if isinstance(column, str) else f"s{column.pk}"
    return ScoreEntry(number, column, attempt, value, base, event or uuid.uuid4())
