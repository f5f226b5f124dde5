"""Inviting: a chat for each telephone, opened by whoever works here, and what came of it."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from pembinaan import dates, mail
from pembinaan.problems import RuleBroken
from pembinaan.views import DetailPage, ScopedPage
from trainings.actions.invitations import invite_staff, keep_invitation, staff_of
from trainings.choices import InviteState, OfferState, SessionStatus
from trainings.forms.offers import AnswerForm
from trainings.inviting import phones_of
from trainings.models import Enrolment, SeatOffer, Session, StaffInvitation
from trainings.rules.invitations import INVITED, STEPS, may_invite
from trainings.views.enrolment import OfEnrolment
from trainings.views.planning import OfTraining

MAY_SEE = ("trainings.enrol_client", "trainings.nominate_client", "trainings.approve_training")


class Guest:
    """A row of the page: who, by which telephones, and how far it has come."""

    def __init__(self, row, user, today, session):
        self.row, self.name = row, row.name_for(user, today)
        self.invitation = getattr(row, "invitation", None)
        self.state = self.invitation.state if self.invitation else InviteState.PREPARED
        self.label = InviteState(self.state).label
        self.may = may_invite(user, row, today)
        self.phones = phones_of(row.client, session) if self.may and row.client else []
        self.steps = [name for name, (sources, _target) in STEPS.items() if self.state in sources]


class InvitationPage(OfTraining, DetailPage):
    permission = MAY_SEE
    template_name = "trainings/invitations.html"
    title = _("Invitations")

    def get_context_data(self, **kwargs):
        guests = self.guests()
        counts = [(state.label, sum(guest.state == state for guest in guests)) for state in InviteState]
        told = StaffInvitation.objects.visible_to(self.request.user).filter(
            training=self.object, version=self.object.version
        )
        return super().get_context_data(
            guests=guests,
            counts=counts,
            told={row.user_id: row for row in told},
            staff=self.staff(told),
            has_mail=mail.is_set_up(),
            **kwargs,
        )

    def guests(self):
        user, today = self.request.user, dates.today(self.object.office)
        offers = SeatOffer.objects.visible_to(user).filter(enrolment=OuterRef("pk"), state=OfferState.OPEN)
        rows = Enrolment.objects.visible_to(user).filter(
            Q(status__in=INVITED) | Exists(offers), training=self.object
        )
        rows = list(rows.select_related("client", "invitation").order_by("number"))
        session = self.next_session() if rows else None
        for row in rows:
            row.training = self.object
        return [Guest(row, user, today, session) for row in rows]

    def next_session(self):
        today = dates.today(self.object.office)
        rows = Session.objects.visible_to(self.request.user).filter(training=self.object, day__gte=today)
        rows = rows.exclude(status=SessionStatus.CANCELLED).order_by("starts_at")
        session = rows.first()
        if session is not None:
            session.training = self.object
        return session

    def staff(self, told):
        rows = {row.user_id: row for row in told}
        return [(user, rows.get(user.pk)) for user in staff_of(self.object)]


class BackToInvitations:
    http_method_names = ["post"]

    def back(self, problems=()):
        for problem in problems:
            messages.error(self.request, problem.message)
        return HttpResponseRedirect(reverse("trainings:invitations", args=[self.object.pk]))


class KeepInvitation(BackToInvitations, OfEnrolment, ScopedPage, View):
    """The buttons of a row."""

    permission = MAY_SEE

    def may(self):
        return super().may() and may_invite(
            self.request.user, self.enrolment, dates.today(self.object.office)
        )

    def post(self, request, *args, **kwargs):
        form = AnswerForm({"note": request.POST.get("note", "")}, needs_note=False)
        if request.POST.get("do") not in STEPS or not form.is_valid():
            raise Http404
        try:
            keep_invitation(
                enrolment=self.enrolment,
                step=request.POST["do"],
                by=request.user,
                note=form.cleaned_data["note"],
            )
        except RuleBroken as refusal:
            return self.back(refusal.problems)
        return self.back()


class InviteStaff(BackToInvitations, OfTraining, ScopedPage, View):
    permission = "trainings.enrol_client"

    def post(self, request, *args, **kwargs):
        try:
            number = len(invite_staff(training=self.object, by=request.user))
        except RuleBroken as refusal:
            return self.back(refusal.problems)
        message = ngettext("%(number)s e-mail is on its way.", "%(number)s e-mails are on their way.", number)
        messages.success(request, message % {"number": number})
        return self.back()
