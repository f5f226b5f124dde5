"""How participants live on after a training: five words each, for the exit and 1, 3, 6 and 12 months later.

A word is what the person does, with marks of a business or a doubt behind the colon. 'lost' was not reached,
'open' is a follow-up that nobody has done.
"""

from dataclasses import dataclass

from trainings.choices import OutcomeStatus

DOES = {
    "employed": OutcomeStatus.EMPLOYED,
    "casual": OutcomeStatus.CASUAL,
    "own": OutcomeStatus.OWN_BUSINESS,
    "joint": OutcomeStatus.JOINT_BUSINESS,
    "apprentice": OutcomeStatus.APPRENTICE,
    "studying": OutcomeStatus.STUDYING,
    "seeking": OutcomeStatus.SEEKING,
    "idle": OutcomeStatus.NOT_WORKING,
    "lost": OutcomeStatus.UNKNOWN,
}
LOST, OPEN = "lost", "open"

# In the order in which the participants of the news item have them; elsewhere shuffled. After 3 and after 6
# months each five are not known and five not at work: fewer in an office and a quarter would be hidden.
STORIES = """
seeking own own:nib own:nib,pirt own:nib,pirt,halal
casual casual own own:nib own:nib,pirt
seeking joint joint joint:nib joint:nib,pirt
casual employed employed employed employed
own own:nib own:nib,pirt own:nib,pirt,halal own:nib,pirt,halal
seeking apprentice employed employed lost
seeking lost lost casual employed
seeking seeking own lost own:nib
casual casual lost lost casual
idle seeking lost lost own
lost lost lost seeking lost
studying studying apprentice apprentice employed
seeking seeking seeking own:nib open
seeking casual seeking lost casual
seeking seeking lost open lost
idle idle seeking seeking casual
open casual casual seeking employed
seeking casual idle:suspected idle lost
""".strip().splitlines()
SCHOOL = "studying studying studying studying studying"

FOOD = {"bawang-goreng-5", "roti-dan-kue", "sambal-roa"}
"""Programmes whose products need a P-IRT and a halal certificate."""
TRADES = {
    "bawang-goreng-5": "Bawang Goreng",
    "roti-dan-kue": "Roti & Kue",
    "sambal-roa": "Sambal Roa",
    "pangkas-rambut": "Pangkas Rambut",
    "servis-hp": "Servis HP",
    "laundry": "Laundry",
    "las-listrik": "Bengkel Las",
    "hidroponik": "Kebun Sayur",
    "sablon": "Sablon",
    "cuci-kendaraan": "Cuci Motor",
    "sabun-minyak-jelantah": "Sabun",
    "stempel-dan-plat": "Stempel",
}
SIGNS = ("Berkah", "Mandiri", "Rezeki", "Cahaya", "Sejahtera", "Harapan", "Tiga Saudara", "Maju", "Sintuvu")


@dataclass(frozen=True)
class Chapter:
    """What is found at one point."""

    word: str
    marks: frozenset = frozenset()

    @property
    def status(self):
        return DOES[self.word]


def chapters(story):
    """The five of them, in the order of the points."""
    return [
        Chapter(word, frozenset(filter(None, marks.split(",")))) for word, marks in map(_split, story.split())
    ]


def _split(text):
    word, _colon, marks = text.partition(":")
    return word, marks
