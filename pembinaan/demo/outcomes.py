"""The after-care of the demo's trainings: what was found at each follow-up whose window has opened."""

from datetime import timedelta
from uuid import uuid4

from pembinaan.demo.plans import NEWS
from pembinaan.demo.stories import FOOD, LOST, OPEN, SCHOOL, SIGNS, STORIES, TRADES, Chapter, chapters
from trainings.actions.follow_up import consents_to_contact, record_attempt, record_outcome
from trainings.choices import (
    IN_BUSINESS,
    Capital,
    Channel,
    Compliance,
    IncomeBand,
    OutcomeStatus,
    Reoffence,
)
from trainings.models import FollowUp
from trainings.policy import FOLLOW_UP_WINDOW_DAYS
from trainings.rules.follow_up import guidance_is_over

CHANNELS = {
    Channel.REPORTING: 9, Channel.WHATSAPP: 5, Channel.VISIT: 3, Channel.PHONE: 2, Channel.GUARANTOR: 1,
}  # fmt: skip
INCOMES = {
    OutcomeStatus.EMPLOYED: (2_200_000, 3_800_000),
    OutcomeStatus.CASUAL: (700_000, 2_000_000),
    OutcomeStatus.OWN_BUSINESS: (900_000, 5_600_000),
    OutcomeStatus.JOINT_BUSINESS: (800_000, 3_000_000),
    OutcomeStatus.APPRENTICE: (300_000, 900_000),
}
USES_SKILL = {
    OutcomeStatus.OWN_BUSINESS: 1,
    OutcomeStatus.JOINT_BUSINESS: 1,
    OutcomeStatus.APPRENTICE: 1,
    OutcomeStatus.EMPLOYED: 0.6,
    OutcomeStatus.CASUAL: 0.25,
}
DONE_IN_WINDOW = 0.35
"""Share of the follow-ups that are done while their window is still open."""


def follow_up(run):
    """Live through every follow-up of a completed training whose window has opened."""
    rows = FollowUp.objects.filter(enrolment__training=run.training, opens_on__lte=run.today)
    rows = rows.select_related("enrolment__client__counsellor", "enrolment__training")
    stories = STORIES if run.plan is NEWS else run.random.sample(STORIES, len(STORIES))
    lives = {}
    for row in rows.order_by("enrolment__number", "point"):
        life = lives.get(row.enrolment_id)
        if life is None:
            life = lives[row.enrolment_id] = Life(run, row.enrolment, stories[len(lives) % len(stories)])
        life.live_through(row)


class Life:
    """One participant after the exit."""

    def __init__(self, run, enrolment, story):
        self.random, self.today, self.programme = run.random, run.today, run.plan.programme
        self.client = enrolment.client
        self.by = self.client.counsellor
        if self.client.is_child_on(run.today):
            story = SCHOOL
        self.chapters = dict(zip(FOLLOW_UP_WINDOW_DAYS, chapters(story), strict=True))
        # Drawn once, so that the five answers are those of one person.
        self.luck, self.handiness = self.random.random(), self.random.random()
        self.business = f"{TRADES[self.programme]} {self.random.choice(SIGNS)}"

    def live_through(self, follow_up):
        chapter = self.chapters[follow_up.point]
        is_open = follow_up.closes_on >= self.today and self.random.random() > DONE_IN_WINDOW
        if is_open or chapter.word == OPEN:
            self._try(follow_up)
            return
        on = self._day(follow_up)
        if guidance_is_over(self.client, on) and not consents_to_contact(self.client, on):
            chapter = Chapter(LOST)
        values = self._values(chapter) | {"on": on}
        record_outcome(follow_up=follow_up, values=values, form_key=uuid4(), by=self.by)

    def _day(self, follow_up):
        first = max(follow_up.opens_on, follow_up.enrolment.training.completed_on)
        last = min(follow_up.closes_on, self.today)
        return min(last, max(first, follow_up.due_on + timedelta(self.random.randint(-8, 12))))

    def _try(self, follow_up):
        """Now and then somebody has called in vain."""
        on = self._day(follow_up)
        if self.random.random() > 0.3 or guidance_is_over(self.client, on):
            return
        record_attempt(
            follow_up=follow_up,
            on=on,
            channel=self.random.choice((Channel.PHONE, Channel.WHATSAPP)),
            note="Nomor tidak aktif",
            form_key=uuid4(),
            by=self.by,
        )

    def _values(self, chapter):
        if chapter.word == LOST:
            return {"channel": Channel.UNREACHED, "status": chapter.status, "note": "Tiga kali dihubungi"}
        channel = self.random.choices(list(CHANNELS), CHANNELS.values())[0]
        return {
            "channel": channel,
            "status": chapter.status,
            "uses_skill": self.handiness < USES_SKILL.get(chapter.status, 0),
            "compliance": self.random.choices((Compliance.COMPLIANT, Compliance.MISSED_FEW), (9, 1))[0],
            "verified_by_visit": channel == Channel.VISIT,
            **self._income(chapter.status),
            **self._standing(chapter.marks),
            **(self._business(chapter.marks) if chapter.status in IN_BUSINESS else {}),
        }

    def _income(self, status):
        if status not in INCOMES:
            return {"income_band": IncomeBand.NONE}
        low, high = INCOMES[status]
        share = 0.7 * self.luck + 0.3 * self.random.random()
        return {"income": int(round(low + (high - low) * share, -5))}

    def _standing(self, marks):
        if "suspected" in marks:
            return {"reoffence": Reoffence.SUSPECTED, "reoffence_source": "Surat dari Polsek"}
        return {"reoffence": Reoffence.NONE}

    def _business(self, marks):
        makes_food = self.programme in FOOD
        return {
            "business_name": self.business,
            "has_nib": "nib" in marks,
            "has_pirt": makes_food and "pirt" in marks,
            "has_halal": makes_food and "halal" in marks,
            "capital": self.random.choice((Capital.OWN, Capital.OWN, Capital.PARTNER, Capital.KUR)),
        }
