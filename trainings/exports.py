"""The sheet of a session as a workbook, with the names that its reader may know."""

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from pembinaan import dates
from pembinaan.exports import Export
from trainings.attended import credited_minutes, expected_q
from trainings.choices import CAME, Mark
from trainings.models import Attendance, Reason
from trainings.policy import JP_MINUTES
from trainings.rules.attendance import is_expected
from trainings.sheet import COLUMNS, row_of


def with_sheet_columns(enrolments, session):
    """Participants with their marks, the words of the reason and `credited`, the minutes that count."""
    marks = Attendance._base_manager.filter(expected_q("session__", "enrolment__"), session=session)
    counted = marks.filter(enrolment=OuterRef("pk")).exclude(mark="").values(n=credited_minutes())
    return enrolments.with_marks_of(session).annotate(
        credited=Subquery(counted),
        reason_name=F("now__reason__name"),
        reason_name_en=F("now__reason__name_en"),
    )


def columns(office):
    return [
        (_("Row"), 6),
        (_("Name"), 36),
        (_("Status"), 24),
        (_("Minutes late"), 16),
        (_("Minutes left early"), 20),
        (_("JP credited"), 14),
        (_("Reason"), 28),
        (_("Recorded (%(zone)s)") % {"zone": dates.zone_label(office)}, 20),
    ]


def write_sheet(session, enrolments, name_of, *, by, at):
    """A finished temporary file, its size and how many rows it holds. `name_of`: the name for this reader."""
    people = [(person, row_of(getattr(person, name) for name in COLUMNS)) for person in enrolments]
    people = [(person, row) for person, row in people if is_expected(row, session.day)]
    export = Export(f"{session.training} · {session.label}", by=by, at=at)
    sheet = export.add_sheet(_("Attendance"), columns(session.training.office))
    for line, (person, row) in enumerate(people, start=1):
        _write_person(export, sheet, line, person, row, name_of(person), session)
    export.add_about(about(session, len(people)))
    return *export.finished(), len(people)


def _write_person(export, sheet, line, person, row, name, session):
    said = row.said
    sheet.write_number(line, 0, row.number)
    export.write_text(sheet, line, 1, name)
    export.write_text(sheet, line, 2, str(Mark(said.mark).label) if said.mark else _("Not recorded"))
    if said.mark in CAME:
        sheet.write_number(line, 3, said.minutes_late)
        sheet.write_number(line, 4, said.minutes_early)
    if person.credited is not None:
        sheet.write_number(line, 5, round(person.credited / JP_MINUTES, 2))
    if said.reason_id:
        reason = Reason(name=person.reason_name, name_en=person.reason_name_en)
        export.write_text(sheet, line, 6, str(reason))
    if said.mark:
        at = dates.local(row.marked_at, session.training.office).replace(tzinfo=None)
        sheet.write_datetime(line, 7, at, export.minute)


def about(session, count):
    return [
        (_("Training"), session.training.title),
        (_("Session"), f"{session.label} · {session.get_status_display()}"),
        (_("Date"), session.when),
        (_("Place"), session.place or session.training.place),
        (_("Rows"), str(count)),
    ]
