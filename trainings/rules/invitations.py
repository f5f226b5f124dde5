"""How an invitation goes on, and which words it may use on whose phone."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import EnrolmentStatus, InviteState

STEPS = {
    "sent": ((InviteState.PREPARED,), InviteState.SENT),
    "coming": ((InviteState.SENT, InviteState.DECLINED), InviteState.COMING),
    "declined": ((InviteState.SENT, InviteState.COMING), InviteState.DECLINED),
    "undo": ((InviteState.SENT, InviteState.COMING, InviteState.DECLINED), InviteState.PREPARED),
}
"""{step: (from, to)}"""

INVITED = (EnrolmentStatus.ENROLLED, EnrolmentStatus.PAUSED)
"""With a seat; who is offered one is invited as well."""


def invitation_problems(enrolment, step, state, *, is_offered):
    sources, _target = STEPS[step]
    if state not in sources:
        return [Problem("step", _("Somebody has recorded something else meanwhile. Look at it again."))]
    if enrolment.training.is_over:
        return [Problem("over", _("The training is over."))]
    if enrolment.status not in INVITED and not is_offered:
        return [Problem("no_seat", _("Only who has a seat or is offered one is invited."))]
    return []


def may_invite(user, enrolment, day):
    """Who may see the telephone: with a protected client the PK and the head alone."""
    if enrolment.client_id is None:
        return user.has_perm("trainings.enrol_client")
    return enrolment.client.is_open_to(user, day)
