"""Who was invited and what the answer was; colleagues are told by e-mail."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pembinaan import dates, mail
from pembinaan.accounts.models import User
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse
from pembinaan.saving import locked, save_checked
from trainings.actions.enrolment import locked_training
from trainings.choices import SEATED, InviteState, OfferState, SessionStatus
from trainings.documents.calendar import calendar_of
from trainings.models import Enrolment, Invitation, SeatOffer, Session, StaffInvitation
from trainings.rules import invitations as rules


@transaction.atomic
def keep_invitation(*, enrolment, step, by, note=""):
    """Sent, will come, cannot come, or back to not sent; `step` is a key of STEPS."""
    training = locked_training(enrolment.training)
    found = locked(enrolment)
    found.training = training
    invitation = Invitation._base_manager.filter(enrolment=found).first() or Invitation(enrolment=found)
    offers = SeatOffer._base_manager.filter(enrolment=found, state=OfferState.OPEN)
    refuse(rules.invitation_problems(found, step, invitation.state, is_offered=offers.exists()))
    before, now = invitation.state, timezone.now()
    invitation.state = rules.STEPS[step][1]
    if invitation.state == InviteState.SENT:
        invitation.sent_at, invitation.sent_by_name = now, by.get_full_name()
    elif invitation.state == InviteState.PREPARED:
        invitation.sent_at, invitation.sent_by_name = None, ""
    answered = invitation.state in (InviteState.COMING, InviteState.DECLINED)
    invitation.answered_at = now if answered else None
    invitation.note = note
    invitation.version += not invitation._state.adding
    save_checked(invitation)
    record(Verb.NOTIFIED, found, by=by, changes={"invitation_state": [before, invitation.state]})
    return invitation


@transaction.atomic
def invite_staff(*, training, by):
    """Tell the PKs of the participants by e-mail, each once for a version of the plan; gives the invitations.

    The mails leave after the commit: one that fails is told, and sent again when asked for again.
    """
    if not mail.is_set_up():
        refuse([Problem("no_mail", _("E-mail is not set up."))])
    found = locked_training(training)
    rows = [_row(found, user) for user in staff_of(found).exclude(email="")]
    rows = [row for row in rows if row.sent_at is None]
    if not rows:
        refuse([Problem("nobody", _("Everybody with an address has been told of this plan."))])
    record(Verb.NOTIFIED, found, by=by, changes={"staff": ["", len(rows)]})
    sessions = Session._base_manager.filter(training=found).exclude(status=SessionStatus.CANCELLED)
    letter = _letter(found, list(sessions.select_related("training__office").order_by("starts_at")))
    transaction.on_commit(lambda: _deliver(rows, letter))
    return rows


def staff_of(training):
    """PKs of those with a seat, wherever they work."""
    seats = Enrolment._base_manager.filter(training=training, status__in=SEATED)
    return User.objects.filter(pk__in=seats.values("client__counsellor"), is_active=True).order_by("name")


def _row(training, user):
    key = {"training": training, "user": user, "version": training.version}
    return StaffInvitation._base_manager.get_or_create(**key)[0]


def _letter(training, sessions):
    """Subject, words and calendar: the plan alone, and nobody's name."""
    with override("id"):
        lines = [
            _("A training in which clients of yours take part:"),
            "",
            training.title,
            dates.day_range(training.starts_on, training.ends_on),
            training.place,
            *(f"{session.label}: {session.when}" for session in sessions),
            "",
            mail.address(training.get_absolute_url()),
        ]
        subject = _("Training: %(title)s") % {"title": training.title}
    return subject, "\n".join(lines), calendar_of(sessions)


def _deliver(rows, letter):
    subject, text, calendar = letter
    for row in rows:
        failure = mail.send(row.user.email, subject, text, calendar=calendar)
        sent_at = None if failure else timezone.now()
        StaffInvitation._base_manager.filter(pk=row.pk).update(sent_at=sent_at, failure=failure[:200])
