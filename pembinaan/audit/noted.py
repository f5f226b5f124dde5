"""Words for what actions note beside the fields of the record itself."""

from datetime import date

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan import dates

RECORDED_WITH = {
    "clients.client": ("clients.consent", "clients.workstatus"),
    "trainings.training": ("trainings.proposal",),
    "partners.partner": (
        "partners.agreement",
        "partners.licence",
        "partners.contribution",
        "partners.instructor",
        "partners.contact",
    ),
    "trainings.followup": ("trainings.outcome", "trainings.followupattempt"),
}
"""Models whose facts are told in the history of another record."""

CODES = {
    "training_status": ("trainings.training", "status"),
    "result": ("trainings.enrolment", "result"),
    "offer_state": ("trainings.seatoffer", "state"),
    "invitation_state": ("trainings.invitation", "state"),
    "stage": ("trainings.application", "stage"),
    "warning_answer": ("trainings.dropoutanswer", "answer"),
    "channel": ("trainings.outcome", "channel"),
    "mark": ("trainings.excuse", "mark"),
    "asked_by": ("trainings.sessionchange", "asked_by"),
}

LABELS = {
    "absent": gettext_lazy("Absent without notice"),
    "names_confirmed": gettext_lazy("Names confirmed in rows"),
    "paper": gettext_lazy("Paper"),
    "answer_until": gettext_lazy("Answer until"),
    "asked_by": gettext_lazy("Asked by"),
    "clash": gettext_lazy("Accepted clash"),
    "transport_entries": gettext_lazy("Entries of transport money"),
    "transport_rows": gettext_lazy("Rows paid"),
    "catch_up": gettext_lazy("Participants catching up"),
    "agreement": gettext_lazy("Agreement"),
    "agreements": gettext_lazy("Agreements"),
    "attempt": gettext_lazy("Attempt"),
    "away": gettext_lazy("Days away"),
    "completed": gettext_lazy("Completed"),
    "contact": gettext_lazy("Contact"),
    "contacts": gettext_lazy("Contacts"),
    "contribution": gettext_lazy("Contribution"),
    "contributions": gettext_lazy("Contributions"),
    "budget": gettext_lazy("Budget (RAB)"),
    "copied_from": gettext_lazy("Copied from"),
    "created": gettext_lazy("New"),
    "device": gettext_lazy("Device"),
    "enrolled": gettext_lazy("Enrolled"),
    "entry_kept": gettext_lazy("Entry that stays"),
    "errors": gettext_lazy("With errors"),
    "excused": gettext_lazy("Excused"),
    "file": gettext_lazy("File"),
    "feedback": gettext_lazy("Answers about the training"),
    "filters": gettext_lazy("Filters"),
    "follow_ups": gettext_lazy("Follow-ups"),
    "found": gettext_lazy("Found"),
    "good": gettext_lazy("Good rows"),
    "instructor": gettext_lazy("Instructor"),
    "instructors": gettext_lazy("Instructors"),
    "invitation_state": gettext_lazy("Invitation"),
    "item_list": gettext_lazy("Tools and materials"),
    "kept": gettext_lazy("Not overwritten"),
    "in_spite": gettext_lazy("Taken in spite of a rule"),
    "late": gettext_lazy("Late"),
    "later_sessions": gettext_lazy("Later sessions moved"),
    "left": gettext_lazy("Left as they are"),
    "licence": gettext_lazy("Licence"),
    "licences": gettext_lazy("Licences"),
    "mark": gettext_lazy("Mark"),
    "merged": gettext_lazy("Merged entry"),
    "missing": gettext_lazy("Not in the file"),
    "module_list": gettext_lazy("Modules"),
    "checklists": gettext_lazy("Checklists"),
    "modules": gettext_lazy("Modules"),
    "nik": gettext_lazy("NIK"),
    "nominated": gettext_lazy("Nominated"),
    "not_completed": gettext_lazy("Not completed"),
    "note": gettext_lazy("Note"),
    "offer_state": gettext_lazy("Offered seat"),
    "override": gettext_lazy("Completion in spite of the rules"),
    "part": gettext_lazy("Part"),
    "pause": gettext_lazy("Pauses"),
    "passed_over": gettext_lazy("Passed over"),
    "places_reached": gettext_lazy("Places that can be reached"),
    "present": gettext_lazy("Present"),
    "product_photo": gettext_lazy("Picture of the product"),
    "proof": gettext_lazy("Proof"),
    "purpose": gettext_lazy("Purpose"),
    "reason": gettext_lazy("Reason"),
    "register": gettext_lazy("Register"),
    "removed": gettext_lazy("Removed from the register"),
    "restored": gettext_lazy("Restored"),
    "row": gettext_lazy("Row"),
    "rows": gettext_lazy("Rows"),
    "attachment": gettext_lazy("Attachment"),
    "scores": gettext_lazy("Scores"),
    "scan": gettext_lazy("Photo of the register"),
    "sealed_month": gettext_lazy("Sealed month"),
    "second_factor": gettext_lazy("Two-step log-in"),
    "seen": gettext_lazy("Seen"),
    "sessions": gettext_lazy("Sessions"),
    "sick": gettext_lazy("Sick"),
    "spending": gettext_lazy("Spent"),
    "stage": gettext_lazy("Stage"),
    "staff": gettext_lazy("Colleagues"),
    "steps": gettext_lazy("Steps"),
    "suggested": gettext_lazy("Suggested"),
    "tasks": gettext_lazy("Tasks"),
    "training_status": gettext_lazy("Status of the training"),
    "unchanged": gettext_lazy("Unchanged"),
    "unrecorded": gettext_lazy("Not recorded"),
    "updated": gettext_lazy("Changed"),
    "target": gettext_lazy("Target"),
    "waiting": gettext_lazy("Waiting list"),
    "warning_answer": gettext_lazy("What was done"),
    "warnings": gettext_lazy("With warnings"),
}

VALUES = {
    ("part", "apart"): gettext_lazy("Kept apart"),
    ("part", "consents"): gettext_lazy("Consents"),
    ("part", "ending"): gettext_lazy("End of guidance"),
    ("part", "form"): gettext_lazy("Form"),
    ("part", "nik"): gettext_lazy("NIK"),
    ("part", "summary"): gettext_lazy("Summary"),
    ("part", "trainings"): gettext_lazy("Trainings"),
    ("part", "work"): gettext_lazy("Work"),
    ("second_factor", "on"): gettext_lazy("on"),
    ("second_factor", "off"): gettext_lazy("off"),
}


def companion_field(kind, name):
    """A field of the models whose facts the record's history tells as well."""
    for label in RECORDED_WITH.get(kind, ()):
        try:
            return apps.get_model(label)._meta.get_field(name)
        except (LookupError, FieldDoesNotExist):
            continue
    return None


def label_of(name):
    """Results are noted by the participant's number in the list."""
    if name.isdecimal():
        return _("Participant %(number)s") % {"number": name}
    return str(LABELS.get(name) or name.replace("_", " "))


def value_of(name, value):
    said = VALUES.get((name, value)) or choices("result" if name.isdecimal() else name).get(value)
    return attempt(value) if name == "attempt" else str(said or value)


def attempt(value):
    """Noted as a day and a channel."""
    day, _space, channel = value.partition(" ")
    try:
        day = dates.day(date.fromisoformat(day))
    except ValueError:
        return value
    return f"{day}, {choices('channel').get(channel, channel)}"


def choices(name):
    model, field = CODES.get(name, ("", ""))
    try:
        return dict(apps.get_model(model)._meta.get_field(field).flatchoices)
    except (LookupError, ValueError):
        return {}
