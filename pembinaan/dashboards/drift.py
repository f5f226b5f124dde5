"""What has changed since a month was sealed: its figures, and who did what to the facts behind them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, Value

from pembinaan.audit.models import AuditEntry
from pembinaan.audit.privacy import may_read
from pembinaan.audit.sentences import field_of, model_of, sentences_of
from pembinaan.audit.verbs import Verb
from pembinaan.dashboards import sealing
from pembinaan.dashboards.periods import Quarter
from pembinaan.dates import add_months
from trainings.indicators import CARDS
from trainings.models import Certificate, Enrolment, Excuse, FollowUp, Session, Training, TrainingTally

MOST = 200
TOUCHING = (
    Verb.CHANGED, Verb.MOVED, Verb.ENROLLED, Verb.MARKED, Verb.ATTESTED, Verb.REOPENED, Verb.AMENDED,
    Verb.DECIDED, Verb.RECONCILED, Verb.ACCEPTED, Verb.RESCHEDULED, Verb.OVERRODE, Verb.REVOKED,
    Verb.ASSESSED, Verb.COMPLETED, Verb.FOLLOWED_UP, Verb.CREATED, Verb.DELETED, Verb.ENDED, Verb.MERGED,
)  # fmt: skip
TOLD = (
    "trainings.training",
    "trainings.session",
    "trainings.enrolment",
    "trainings.excuse",
    "trainings.certificate",
)
COUNTED_FACTS = ("sex", "birth_date", "category", "region")
"""Of a client: what the figures are broken down by."""


@dataclass(frozen=True)
class Compared:
    indicator: Any
    sealed: Any
    now: Any
    version: int

    @property
    def has_changed(self):
        """As far as this reader may know: hidden figures never differ."""
        told = ("numerator", "denominator", "hidden", "at_least", "missing", "reached")
        return any(getattr(self.sealed, name) != getattr(self.now, name) for name in told)


@dataclass(frozen=True)
class Edit:
    sentence: Any
    training: str
    reason: str
    """Only what is chosen from a list: free text may name somebody."""


def current_facts(user, office, month):
    return sealing.facts_of(TrainingTally.objects.visible_to(user).filter(office=office.pk), month)


def compared(user, found, facts):
    """Sealed figures beside those of today; what was not sealed then is not compared."""
    protected = not user.sees_people
    sealed_facts = sealing.sealed_facts(found)
    sealed = sealing.figures_of(sealed_facts, protected=protected)
    now = sealing.figures_of(facts, protected=protected)
    versions = {fact.indicator: fact.definition_version for fact in sealed_facts}
    return [
        Compared(card, sealed[card.key], now[card.key], versions[card.key])
        for card in CARDS
        if card.key in sealed and card.key in now
    ]


def edits(user, found):
    """Entries of the trail since the seal about facts that count in this month, the latest first."""
    named = Facts(user, found).by_target()
    rows = AuditEntry.objects.visible_to(user).filter(at__gt=found.sealed_at, verb__in=TOUCHING)
    about = Q()
    for kind, titles in named.items():
        about |= Q(target_type=kind, target_id__in=titles)
    if not about:
        return []
    entries = [entry for entry in rows.filter(about)[: MOST * 2] if counts(entry)][:MOST]
    sentences = sentences_of(entries, user, lambda entry: may_read(entry, user) and user.sees_people)
    return [
        Edit(sentence, named[entry.target_type][entry.target_id], coded_reason(entry))
        for entry, sentence in zip(entries, sentences, strict=True)
    ]


def counts(entry):
    """Of a client many things change that no figure knows."""
    return entry.target_type != "clients.client" or any(name in entry.changes for name in COUNTED_FACTS)


def coded_reason(entry):
    """The words of what was chosen from a list. Of lives and clients nothing: one row is one person."""
    if entry.target_type not in TOLD:
        return ""
    model, words = model_of(entry.target_type), []
    for name, pair in entry.changes.items():
        choices = choices_of(model, name)
        if choices and isinstance(pair, list) and len(pair) == 2:
            old, new = (str(choices.get(side) or "–") for side in pair)
            words.append(f"{old} → {new}")
    return "; ".join(words)


def choices_of(model, name):
    found = field_of(model, name) or (field_of(Excuse, name) if name == "mark" else None)
    return dict(getattr(found, "flatchoices", None) or ())


class Facts:
    """Records behind the figures of a month, by the words in which the trail names them.

    Above a Bapas people are nobody's to see; here only the keys of what is about them are asked for.
    """

    def __init__(self, user, found):
        self.user, self.office, self.month = user, found.office_id, found.month
        self.days = (found.month, add_months(found.month, 1) - timedelta(days=1))

    def by_target(self):
        """{kind: {id: title of the training}}, in two queries."""
        titles = dict(self.trainings().order_by().values_list("pk", "title"))
        found = {"trainings.training": {str(pk): title for pk, title in titles.items()}}
        parts = [
            rows.order_by().annotate(kind=Value(kind)).values_list("kind", key, training)
            for kind, rows, key, training in self.sources(list(titles))
        ]
        for kind, pk, training in parts[0].union(*parts[1:], all=True):
            found.setdefault(kind, {})[str(pk)] = titles.get(training, "")
        return found

    def sources(self, trainings):
        """(kind, rows, path of the key, path of the training)"""
        people = Enrolment._base_manager.filter(training__in=trainings)
        due = self.due()
        excuses = Excuse._base_manager.filter(session__training__in=trainings, session__day__range=self.days)
        certificates = Certificate._base_manager.filter(training__in=trainings)
        return [
            ("trainings.session", self.sessions(trainings), "pk", "training"),
            ("trainings.enrolment", people, "pk", "training"),
            ("clients.client", people.exclude(client=None), "client", "training"),
            ("trainings.excuse", excuses, "pk", "session__training"),
            ("trainings.certificate", certificates, "pk", "training"),
            ("trainings.followup", due, "pk", "enrolment__training"),
            ("trainings.outcome", due.exclude(outcome=None), "outcome__pk", "enrolment__training"),
        ]

    def trainings(self):
        rows = Training.objects.visible_to(self.user).filter(office=self.office)
        counted = TrainingTally._base_manager.filter(office=self.office, month=self.month).values("training")
        followed = self.due().values("enrolment__training")
        return rows.filter(Q(pk__in=counted) | Q(starts_on__range=self.days) | Q(pk__in=followed))

    def sessions(self, trainings):
        return Session._base_manager.filter(training__in=trainings, day__range=self.days)

    def due(self):
        """Outcomes were sealed with the last month of a quarter alone, for all of it."""
        first, last = self.days
        if first != Quarter.of(first).last_month:
            return FollowUp._base_manager.none()
        rows = FollowUp._base_manager.filter(enrolment__training__office=self.office)
        return rows.filter(closes_on__range=(add_months(first, -2), last))
