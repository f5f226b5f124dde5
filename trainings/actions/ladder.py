"""Steps after absences without notice: a reminder, a letter, a meeting with the PK, each once a training."""

from urllib.parse import quote

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from partners.models.partner import chat_url
from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import once, save_checked
from trainings.absences import with_unexcused
from trainings.choices import Rung
from trainings.models import Enrolment, LadderStep, Training
from trainings.rules.absence import step_problems


@transaction.atomic
def take_step(*, enrolment, rung, reply_by=None, note="", form_key, by):
    """Record that a step was taken. The absences are counted under the lock that marks are written under."""
    rows = Enrolment.objects.visible_to(by).select_related("training__office")
    person = rows.get(pk=enrolment.pk)
    Training._base_manager.select_for_update(no_key=True).get(pk=person.training_id)
    absences = with_unexcused(Enrolment._base_manager).get(pk=person.pk).unexcused
    found = LadderStep._base_manager.filter(form_key=form_key).first()
    if found:
        return found
    steps = LadderStep._base_manager.filter(enrolment=person)
    today = dates.today(person.training.office)
    refuse(step_problems(rung, absences, list(steps.values_list("rung", flat=True)), reply_by, today))
    step = LadderStep(enrolment=person, rung=rung, absences=absences, taken_on=today, form_key=form_key)
    step.reply_by, step.note = reply_by if rung == Rung.LETTER else None, note
    step.taken_by_name = by.get_full_name()

    def make():
        save_checked(step)
        changes = {"rung": ["", rung], "absences": ["", absences]}
        record(Verb.ADMONISHED, step, by=by, changes=changes, name="")
        return step

    return once(LadderStep, form_key, make)


@transaction.atomic
def note_letter_printed(*, step, by):
    record(Verb.EXPORTED, step, by=by, changes={"rung": ["", step.rung]}, name="")


def reminder_text(session, *, own_phone):
    """Says nothing of who the reader is or where the message comes from: others may read it.

    On somebody else's phone not even what it is about. Always in Indonesian, whatever the officer reads.
    """
    with override("id"):
        return _reminder_text(session, own_phone)


def _reminder_text(session, own_phone):
    if session is None or not own_phone:
        return _("Good day, please get in touch with us when you have time. Thank you.")
    return _("Good day, a reminder of the next meeting: %(day)s at %(clock)s. Thank you.") % {
        "day": dates.day(session.day),
        "clock": dates.clock(session.starts_at, session.training.office),
    }


def reminder_url(client, session):
    """A chat with the text filled in, or nothing where no mobile number is known."""
    address = chat_url(client.phone)
    text = reminder_text(session, own_phone=not client.phone_owner)
    return f"{address}?text={quote(text)}" if address else ""
