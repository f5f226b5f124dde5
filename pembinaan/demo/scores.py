"""What the participants of the news item showed: tests before and after, every step, and a level."""

from uuid import uuid4

from trainings.actions.assessment import record_scores
from trainings.choices import Level, Test, Try
from trainings.rules.assessment import ScoreEntry, columns_of

LEARNED, REPEATS = (15, 40), (2, 8)
"""Points gained between the tests, of those who are competent and of who must practise again."""


def record_grid(run, people, repeating):
    """`repeating`: number of the one whose last steps are not shown yet."""
    columns = columns_of(run.training)
    entries = [
        entry
        for person in people
        for entry in Scored(run.random, person.number, person.number == repeating).entries(columns)
    ]
    record_scores(training=run.training, events=entries, by=run.coordinator)


class Scored:
    """One participant at the tests and at the stove."""

    def __init__(self, random, number, repeats):
        self.random, self.number, self.repeats = random, number, repeats
        self.before = random.randint(30, 60)
        self.after = self.before + random.randint(*(REPEATS if repeats else LEARNED))

    def entries(self, columns):
        steps = [column for column in columns if column.test == Test.PRACTICE]
        yield self.entry(Test.PRE.value, Try.FIRST, self.before)
        yield self.entry(Test.POST.value, Try.FIRST, self.after)
        for place, column in enumerate(steps):
            yield from self.tried(column.code, fails=self.repeats and place >= len(steps) // 2)
        level = Level.BEGINNER if self.repeats else self.random.choice((Level.BASIC, Level.SKILLED))
        yield self.entry(Test.LEVEL.value, Try.FIRST, level.value)

    def tried(self, code, *, fails):
        """Some need a second try, which is based on the version that the first one makes."""
        shown = int(not fails and self.random.random() < 0.8)
        yield self.entry(code, Try.FIRST, shown)
        if not shown and not fails:
            yield self.entry(code, Try.LAST, 1)

    def entry(self, code, attempt, value):
        return ScoreEntry(self.number, code, attempt, value, 0, uuid4())
