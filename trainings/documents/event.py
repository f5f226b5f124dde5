"""What a training was, as reports and news tell it: what, where, when, with whom. No participant is named."""

import re

from django.db.models import F, JSONField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from partners.models import Instructor
from pembinaan import dates
from pembinaan.accounts.signing import head_of
from pembinaan.bulk import JsonList
from trainings.choices import SessionStatus
from trainings.models import Barrier, Enrolment, Paper, SessionInstructor, Training

SHORTEST = 3
"""Letters of a name that is looked for: shorter ones stand in any text."""
CALLED = re.compile(
    r"(pelatihan|pembinaan|kegiatan|workshop|lokakarya|bimbingan|bimtek|kursus)\b", re.IGNORECASE
)


def known_of(training):
    """What is asked of a training beside its sessions and counts, in one query."""
    planned = Training.instructors.through.objects.filter(training=OuterRef("pk"))
    teaching = SessionInstructor.objects.filter(session__training=OuterRef("pk"))
    programmes = Training.strategic_programmes.through.objects.filter(training=OuterRef("pk"))
    people = Enrolment._base_manager.filter(training=OuterRef("pk"))
    barriers = Barrier._base_manager.filter(session__training=OuterRef("pk"))
    papers = Paper._base_manager.filter(training=OuterRef("pk"))
    programme = {name: f"strategicprogramme__{name}" for name in ("name", "first_year", "last_year")}
    rows = Training._base_manager.filter(pk=training.pk).values(
        planned=_all(planned.values("training"), "instructor__name"),
        teaching=_all(teaching.values("session__training"), "instructor__name"),
        strategic=_all(programmes.values("training"), JSONObject(**programme)),
        names=_all(people.values("training"), Coalesce("client__name", "guest_name")),
        barriers=_all(barriers.values("session__training"), "kind"),
        written=_all(papers.values("training"), JSONObject(kind="kind", state="state")),
        need=F("proposal__need"),
        background=F("proposal__background"),
        purpose=F("proposal__purpose"),
    )
    return rows.get()


def _all(rows, value):
    return Coalesce(Subquery(rows.order_by().values(found=JsonList(value))), Value([], JSONField()))


def event_of(training, sessions, known, day):
    """`sessions`: as figures.sessions_of() reads them; `day`: of the paper, whose letterhead counts."""
    taught = [session for session in sessions if session.status != SessionStatus.CANCELLED]
    first = min((session.day for session in taught), default=training.starts_on)
    last = max((session.day for session in taught), default=training.ends_on)
    office, partner = training.office, training.partner
    return {
        "training": training.title,
        "office": head_of(office, day).office_name,
        "short_office": office.name,
        "city": office.city or office.name,
        "place": training.place,
        "partner": partner.name if partner else "",
        "owner": partner.owner_name if partner else "",
        "instructors": sorted({*known["planned"], *known["teaching"]}),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "days": dates.day_range(first, last),
        "sessions": len(taught),
        "jp": sum(session.jp for session in taught if not session.is_catch_up),
        "held": any(session.status == SessionStatus.HELD for session in taught),
        "topics": topics_of(training, taught),
        "strategic": strategic_of(known["strategic"]),
    }


def teachers_of(training):
    """Those of the plan and those of its sessions."""
    planned = Training.instructors.through.objects.filter(training=training).values("instructor")
    teaching = SessionInstructor.objects.filter(session__training=training).values("instructor")
    return Instructor._base_manager.filter(Q(pk__in=planned) | Q(pk__in=teaching))


def topics_of(training, sessions):
    """Pairs of a topic and its JP, as the sessions teach them; of a training without any, as planned."""
    found = {}
    for part in (part for session in sessions if not session.is_catch_up for part in session.parts.all()):
        order, _title, jp = found.get(part.module_id, (part.module.order, "", 0))
        found[part.module_id] = (order, part.module.title, jp + part.jp)
    if not found:
        return [[module.title, module.jp] for module in training.programme.modules.all()]
    return [[title, jp] for _order, title, jp in sorted(found.values())]


def strategic_of(rows):
    """Label, item and years of each ministerial programme: 'Program Akselerasi: Ketahanan pangan'."""
    return [_labelled(**row) for row in sorted(rows, key=lambda row: (-row["first_year"], row["name"]))]


def _labelled(name, first_year, last_year):
    label, _colon, item = name.partition(": ")
    years = f"{first_year}–{last_year}" if last_year else f"sejak {first_year}"
    return [label, item, str(first_year) if first_year == last_year else years]


def in_line_with(rows):
    """The sentence about ministerial programmes, or nothing."""
    labels = {}
    for label, item, years in rows:
        labels.setdefault((label, years), []).append(f"“{item}”" if item else "")
    parts = [
        f"{label} Menteri Imigrasi dan Pemasyarakatan ({years})"
        + (f", khususnya {listed(items)}" if all(items) else "")
        for (label, years), items in labels.items()
    ]
    return f"Kegiatan ini sejalan dengan {listed(parts)}." if parts else ""


def called(title):
    """'pelatihan Pangkas Rambut', but 'Pelatihan Pembuatan Bawang Goreng' as it is."""
    return title if CALLED.match(title) else f"pelatihan {title}"


def listed(words, last=" dan "):
    """a, b dan c; parts that hold commas themselves are set apart by semicolons."""
    between = "; " if any("," in word for word in words) else ", "
    if len(words) < 3:
        return last.join(words)
    return between.join(words[:-1]) + between.rstrip() + last + words[-1]


def in_sentence(words):
    """A title as part of a sentence; abbreviations and names of two capitals keep theirs."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def holds_name(text, names):
    """Whether a text names somebody who is or was on the list."""
    return any(
        re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in names if len(name) >= SHORTEST
    )
