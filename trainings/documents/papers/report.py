"""Laporan kegiatan: what was done, with every figure from the query of the boards. Nobody is named in it."""

from collections import Counter
from operator import itemgetter

from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from trainings.choices import PaperKind, SessionStatus, TrainingStatus
from trainings.documents.event import event_of, holds_name, known_of
from trainings.documents.figures import (
    figures_of,
    money_of,
    scores_of,
    sessions_of,
    sheets_of,
)
from trainings.documents.papers import report_blocks, report_words
from trainings.documents.papers.base import Section, in_indonesian
from trainings.indicators import CARDS
from trainings.photos import attachments_of, for_report

KIND = PaperKind.REPORT
CALLED_OFF = (TrainingStatus.CANCELLED, TrainingStatus.POSTPONED)
TEXTS = ("need", "background", "purpose")
"""Of the proposal, taken over into the report."""
LABELS = {
    "instructors": _("instructors"),
    "topics": _("modules"),
    "strategic": _("strategic programmes"),
    "completed_on": _("completed on"),
    "called_off": _("status"),
    "figures": _("figures"),
    "schedule": _("sessions"),
    "sheets": _("attendance"),
    "reasons": _("reasons of absences"),
    "barriers": _("barriers"),
    "scores": _("scores"),
    "money": _("budget"),
    "proposal": _("proposal (KAK)"),
    "enclosed": _("enclosures"),
    "photos": _("photos"),
}


@in_indonesian
def facts_of(training, day, enrolment=None):
    sessions, known = sessions_of(training), known_of(training)
    sheets, reasons = sheets_of(training, sessions)
    files = attachments_of(training, day)
    return event_of(training, sessions, known, day) | {
        "seats": training.capacity,
        "completed_on": training.completed_on.isoformat() if training.completed_on else "",
        "called_off": str(training.get_status_display()) if training.status in CALLED_OFF else "",
        "figures": counts_of(training, day),
        "schedule": [scheduled(session, training.office) for session in sessions],
        "sheets": sheets,
        "reasons": reasons,
        "barriers": [list(pair) for pair in Counter(known["barriers"]).most_common()],
        "scores": scores_of(training),
        "money": money_of(training),
        "proposal": proposed(known),
        "enclosed": enclosed(known, sessions, files),
        "photos": [
            {
                "id": str(photo.pk),
                "caption": "" if holds_name(photo.caption, known["names"]) else photo.caption,
            }
            for photo in for_report(files, training, day)
        ],
    }


def counts_of(training, day):
    """Without what becomes of people later: that stands on the boards, where few are protected."""
    figures = figures_of(training, day)
    cards = {card.key: figures["cards"][card.key] for card in CARDS if not card.is_outcome}
    return figures | {"cards": cards}


def scheduled(session, office):
    first, last = dates.local(session.starts_at, office), dates.local(session.ends_at, office)
    return {
        "number": session.number,
        "day": dates.weekday(session.day),
        "clock": f"{first:%H.%M}–{last:%H.%M} {dates.zone_label(office)}",
        "place": session.place,
        "topics": [part.module.title for part in session.parts.all()],
        "catch_up": session.is_catch_up,
        "held": session.status == SessionStatus.HELD,
        "cancelled": str(session.cancel_reason) if session.cancel_reason else "",
    }


def proposed(known):
    """What the plan says, unless somebody who took part is named there."""
    texts = {name: known[name] or "" for name in TEXTS}
    return {name: "" if holds_name(text, known["names"]) else text for name, text in texts.items()}


def enclosed(known, sessions, files):
    """How many there are of what is enclosed."""
    # A final version counts, whatever draft was begun after it.
    papers = {row["kind"]: row["state"] for row in sorted(known["written"], key=itemgetter("state"))}
    kinds = [row.kind for row in files]
    return {
        "papers": {
            kind.value: papers.get(kind, "")
            for kind in (PaperKind.PROPOSAL, PaperKind.INVITATION, PaperKind.ASSIGNMENT)
        },
        "scans": sum(session.has_scan for session in sessions),
        "photos": kinds.count("photo"),
        "receipts": kinds.count("receipt"),
    }


@in_indonesian
def sections(facts):
    propose = report_words
    return [
        Section("background", _("Background"), propose.background(facts), 8),
        Section("basis", _("Legal basis, one a line (check before signing)"), propose.basis(facts), 8),
        Section("purpose", _("Purpose and aim"), propose.purpose(facts), 5),
        Section("scope", _("Scope"), propose.scope(facts), 5),
        Section("obstacles", _("Obstacles"), propose.obstacles(facts), 6),
        Section("conclusion", _("Conclusion"), propose.conclusion(facts), 6),
        Section("advice", _("Suggestions"), propose.advice(facts), 6),
        Section("follow_up", _("Follow-up"), propose.follow_up(facts), 5),
    ]


@in_indonesian
def blocks(facts, words, frame):
    return [
        *report_blocks.cover(facts, frame),
        *report_blocks.introduction(words),
        *report_blocks.conduct(facts),
        *report_blocks.results(facts, words),
        *report_blocks.closing(facts, words, frame),
        *report_blocks.enclosures(facts),
    ]
