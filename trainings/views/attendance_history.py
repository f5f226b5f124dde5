"""The history of a sheet: who changed what, when and how, newest first."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.audit.verbs import Verb
from pembinaan.filters import Chip
from trainings.choices import ReasonKind, SessionStatus, Via
from trainings.filters import RowForm
from trainings.models import AttendanceEvent, Reason
from trainings.sheet import NOTHING, Said
from trainings.views.amendments import Amended
from trainings.views.roster import KIND_OF, naming_day, text_of
from trainings.views.session_page import SessionPage
from trainings.views.sheet_changes import as_ranges, changes_of, page_by_number

CLOCKS_AGREE = timedelta(minutes=5)
SAID = ("mark", "minutes_late", "minutes_early", "reason_id", "remark")


class AttendanceHistoryPage(SessionPage, TemplateView):
    """Every entry that was sent, also those that collided, and every step of the whole sheet."""

    permission = "trainings.view_training"
    template_name = "trainings/attendance_history.html"

    def get_context_data(self, **kwargs):
        session, user = self.object, self.request.user
        form = RowForm(self.request.GET)
        row = form.cleaned_data["row"] if form.is_valid() else None
        changes = changes_of(session, user)
        page = page_by_number([c for c in changes if not row or row in c.rows], self.request.GET)
        label = f"{form.fields['row'].label}: {row}"
        return super().get_context_data(
            training=session.training,
            page=page,
            lines=Teller(session, user, page.rows).lines,
            row=row,
            filter_form=form,
            chips=[Chip(label, self.request.path)] if row else [],
            clear_url=self.request.path,
            **kwargs,
        )


@dataclass
class Line:
    """A change in words."""

    change: Any
    by: str
    title: Any
    look: str
    icon: str
    row: int = 0
    was: str = ""
    now: str = ""
    via: Any = ""
    device_time: Any = None
    is_offline: bool = False
    remark: str = ""
    notes: list = field(default_factory=list)
    event: Any = None


class Teller:
    """Puts the changes of one page into words, in two queries."""

    def __init__(self, session, user, changes):
        self.session, self.user, self.day = session, user, naming_day(session)
        reasons = Reason.objects.filter(kind=ReasonKind.ABSENCE)
        self.reasons = {reason.pk: reason for reason in reasons}
        told = [change.event for change in changes if change.event]
        events = AttendanceEvent.objects.visible_to(user).filter(session=session, pk__in=told)
        facts = events.annotate(was=was_before()).select_related("enrolment__client")
        self.events = {event.pk: event for event in facts}
        self.lines = [self.line(change) for change in changes]

    def line(self, change):
        if change.step:
            return step_line(change, self.session)
        if change.amendment:
            return self.amendment_line(change)
        event = self.events[change.event]
        return self.fill_line(change, event) if change.is_fill else self.entry_line(change, event)

    def text(self, said):
        return text_of(said, self.reasons)

    def entry_line(self, change, event):
        kind, is_conflict = KIND_OF.get(event.mark), event.answer == AttendanceEvent.Answer.CONFLICT
        notes = [_("Collided with another entry and was not stored.")] if is_conflict else []
        if event.resolved_conflict:
            notes = [_("Chosen between two different entries.")]
        return Line(
            change,
            event.by_name,
            event.enrolment.name_for(self.user, self.day),
            *((kind.look, kind.icon) if kind else ("mute", "dash-circle")),
            row=event.enrolment.number,
            was="" if is_conflict else self.text(Said(**event.was) if event.was else NOTHING),
            now=self.text(Said(*(getattr(event, name) for name in SAID))),
            via=event.get_via_display(),
            device_time=device_time_of(event),
            is_offline=event.via == Via.OFFLINE,
            remark=event.remark,
            notes=notes,
            event=event,
        )

    def fill_line(self, change, event):
        kind = KIND_OF[event.mark]
        rows = _("Rows %(rows)s") % {"rows": as_ranges(change.rows)}
        return Line(
            change,
            event.by_name,
            _("The rest (%(count)s)") % {"count": len(change.rows)},
            kind.look,
            kind.icon,
            was=self.text(NOTHING),
            now=self.text(Said(event.mark)),
            via=event.get_via_display(),
            notes=[rows],
            event=event,
        )

    def amendment_line(self, change):
        told = Amended(change.amendment, self.user, self.day)
        words = _("Recorded: %(was)s → should be: %(now)s") % {"was": told.was, "now": told.now}
        return Line(
            change,
            change.amendment.by_name,
            told.name,
            "plum",
            "pencil-square",
            row=told.number,
            now=_("Amendment"),
            notes=[words, change.amendment.note],
        )


def was_before():
    """What stood before an event that was stored."""
    earlier = AttendanceEvent._base_manager.filter(
        session=OuterRef("session"),
        enrolment=OuterRef("enrolment"),
        answer=AttendanceEvent.Answer.STORED,
        version__lt=OuterRef("version"),
    )
    said = JSONObject(**{name: name for name in SAID})
    return Subquery(earlier.order_by("-version").values(said=said)[:1])


def device_time_of(event):
    """The clock of the device, where it was marked well before it arrived or the clock goes wrong."""
    told = event.device_time
    return told if told is not None and abs(event.at - told) > CLOCKS_AGREE else None


STEP_WORDS = {
    Verb.ATTESTED: (_("Sheet closed"), "ok", "check2-all"),
    Verb.REOPENED: (_("Sheet opened again"), "info", "unlock"),
    Verb.REQUESTED: (_("Asked to open the sheet again"), "info", "question-circle"),
    Verb.UPLOADED: (_("Photo of the register added"), "info", "paperclip"),
    Verb.PREPARED: (_("Prepared for working offline"), "info", "tablet"),
    Verb.LINKED: (_("Address for the instructor made"), "info", "link-45deg"),
    Verb.REVOKED: (_("Address for the instructor revoked"), "mute", "x-circle"),
    Verb.ACCEPTED: (_("Ticks of the instructor accepted"), "ok", "check2-square"),
}
HELD = (_("Sheet opened by its first entry"), "brand", "play-circle-fill")
EMPTIED = (_("Sheet empty again"), "mute", "dash-circle")
CANCELLED = (_("Session cancelled"), "bad", "slash-circle")
RESTORED = (_("Cancellation taken back"), "info", "arrow-counterclockwise")
REFUSED = (_("Opening again declined"), "mute", "x-circle")
UNTICKED = (_("Ticks of the instructor declined"), "mute", "x-circle")


def step_line(change, session):
    entry = change.step
    old, new = entry.changes.get("status") or ("", "")
    return Line(
        change,
        entry.actor_name,
        *words_of(entry, new),
        was=status_label(old),
        now=status_label(new),
        notes=[text for text in notes_of(entry, session) if text],
    )


def words_of(entry, status):
    """Title, look and icon of a step."""
    if entry.verb == Verb.MARKED:
        return HELD if status == SessionStatus.HELD else EMPTIED
    if entry.verb == Verb.MOVED:
        return CANCELLED if status == SessionStatus.CANCELLED else RESTORED
    if entry.verb == Verb.DECLINED:
        return REFUSED if "note" in entry.changes else UNTICKED
    return STEP_WORDS[entry.verb]


def notes_of(entry, session):
    """Reason, note, device and new deadline, where the step has them."""
    for name in ("reason", "note", "device"):
        yield entry.changes.get(name, ("", ""))[1]
    if until := parse_datetime(entry.changes.get("reopened_until", ("", ""))[1]):
        yield _("Until %(moment)s") % {"moment": dates.daytime(until, session.training.office)}


def status_label(value):
    return SessionStatus(value).label if value in SessionStatus.values else ""
