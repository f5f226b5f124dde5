"""A news item for INFO_PAS: the facts are there, quotes are left in brackets. No client is named."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Acting
from pembinaan.accounts.signing import signatories_of
from trainings.choices import PaperKind
from trainings.documents import blocks as parts
from trainings.documents.event import called, event_of, in_line_with, in_sentence, known_of, listed
from trainings.documents.figures import figures_of, sessions_of
from trainings.documents.papers.base import Section, in_indonesian

KIND = PaperKind.PRESS
MOST_WORDS = 12
"""Of a headline."""
MOST_TOPICS = 8
LABELS = {
    "instructors": _("instructors"),
    "topics": _("modules"),
    "strategic": _("strategic programmes"),
    "clients": _("clients"),
    "guests": _("guests"),
    "head": _("head of the office"),
}
BODY = ("lead", "leader", "programme", "story", "instructor", "head", "hope", "end")
"""Sections below the headline, in their order."""


@in_indonesian
def facts_of(training, day, enrolment=None):
    event = event_of(training, sessions_of(training), known_of(training), day)
    figures = figures_of(training, day)
    return event | {
        "clients": figures["clients"],
        "guests": figures["enrolled"] - figures["clients"],
        "head": head_on(training.office, date.fromisoformat(event["first"])),
    }


def head_on(office, day):
    """Title and name of whoever led the office on the day; whoever signs for the head does not lead."""
    leading = [row for row in signatories_of(office, day) if row.acting != Acting.AN]
    return [leading[0].title_line, leading[0].name] if leading else []


@in_indonesian
def sections(facts):
    end = f"([inisial])\n\nKontributor: Humas {facts['office']}"
    return [
        Section("headline", _("Headline, at most 12 words"), headline(facts), 1),
        Section("lead", _("Opening"), lead(facts), 4),
        Section("leader", _("Quote of the leadership"), leader(), 2),
        Section("programme", _("Ministerial programme"), programme(facts), 2),
        Section("story", _("What happened"), story(facts), 4),
        Section("instructor", _("Quote of the instructor"), quote("instruktur", instructor(facts)), 2),
        Section("head", _("Quote of the head of the office"), head_quote(facts), 2),
        Section("hope", _("Hope"), hope(facts), 3),
        Section("end", _("Initials and contributor"), end, 2),
    ]


@in_indonesian
def blocks(facts, words, frame):
    return [parts.title(words["headline"]), *(parts.text(words[name]) for name in BODY)]


def headline(facts):
    office, people = facts["short_office"], f"{facts['clients']} Klien" if facts["clients"] else "Klien"
    proposals = [
        f"Gandeng {facts['partner']}, {office} Latih {people}" if facts["partner"] else "",
        f"{office} Latih {people} Lewat {facts['training']}",
        f"{office} Latih {people}",
    ]
    return next((text for text in proposals if text and len(text.split()) <= MOST_WORDS), proposals[-1])


def lead(facts):
    held = "menggelar" if facts["held"] else "merencanakan"
    people = f"{facts['clients']} Klien Pemasyarakatan" if facts["clients"] else "Klien Pemasyarakatan"
    partner = f" Kegiatan ini menggandeng {facts['partner']}." if facts["partner"] else ""
    return (
        f"{facts['city']}, INFO_PAS – {full_name(facts['office'])} {held} {called(facts['training'])} "
        f"bagi {people} di {facts['place']}, {days(facts)}.{partner}"
    )


def full_name(office):
    """Balai Pemasyarakatan (Bapas) Kelas I Palu"""
    first, _blank, rest = office.partition(" ")
    return f"Balai Pemasyarakatan (Bapas) {rest}" if first == "Bapas" and rest else office


def days(event):
    """Senin (1/9), as the news write it."""
    first, last = (date.fromisoformat(event[name]) for name in ("first", "last"))
    named = [f"{date_format(day, 'l')} ({day.day}/{day.month})" for day in (first, last)]
    return named[0] if first == last else " hingga ".join(named)


def quote(who, speaker):
    return f"“[kutipan {who}],” ujar {speaker}."


def leader():
    return quote("pimpinan", "[jabatan dan nama pimpinan]")


def programme(facts):
    return in_line_with(facts["strategic"]) or "[kaitan dengan program kementerian, bila ada]"


def story(facts):
    people = f"{facts['clients']} Klien" if facts["clients"] else "[jumlah] Klien"
    if facts["guests"]:
        people += f" dan {facts['guests']} peserta tamu"
    return f"Pelatihan di {facts['place']} ini diikuti {people}. {teaching(facts)}"


def teaching(event):
    topics = [in_sentence(title) for title, _jp in event["topics"]]
    if len(topics) > MOST_TOPICS:
        topics = [*topics[: MOST_TOPICS - 1], f"{len(topics) - MOST_TOPICS + 1} topik lain"]
    taught = f"mulai dari {listed(topics, ' hingga ')}" if topics else "dalam [topik]"
    span = f" selama {event['jp']} JP" if event["jp"] else ""
    return f"{teacher(event)} membimbing peserta {taught}{span}."


def teacher(event):
    owner, others = event["owner"], event["instructors"]
    if owner and owner in others:
        others = [name for name in others if name != owner]
        beside = f" bersama {listed(others)}" if others else ""
        return f"Pemilik {event['partner']}, {owner}, bertindak sebagai instruktur{beside} dan"
    return f"Instruktur {listed(others)}" if others else "Instruktur [nama]"


def instructor(facts):
    return listed(facts["instructors"]) or "[nama instruktur]"


def head_quote(facts):
    speaker = ", ".join(facts["head"]) or "[nama Kepala Bapas]"
    return quote("Kepala Bapas", speaker)


def hope(facts):
    return (
        f"Melalui kegiatan ini, {facts['office']} berharap setiap Klien dapat menerapkan "
        "keterampilan yang dipelajari dan berperan kembali di masyarakat sebagai pribadi yang mandiri."
    )
