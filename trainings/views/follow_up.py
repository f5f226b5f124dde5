from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from clients.actions.trail import note_search
from clients.models import Client
from pembinaan import dates
from pembinaan.uploads import sealed_response
from pembinaan.views import CreatePage, ListPage, ScopedPage, UpdatePage
from trainings.actions.follow_up import (
    SEALED_AS,
    change_outcome,
    consents_to_contact,
    note_proof_viewed,
    record_attempt,
    record_outcome,
)
from trainings.choices import Channel
from trainings.forms.follow_up import OutcomeForm
from trainings.forms.follow_up_filter import FollowUpFilter
from trainings.models import FollowUp, FollowUpAttempt, Outcome
from trainings.rules.follow_up import guidance_is_over


class OfPeopleKnown:
    """Follow-ups stay within a Bapas, and those of protected people with whoever may know them."""

    model = FollowUp
    permission = "trainings.view_training"

    def may(self):
        reads = self.request.method in ("GET", "HEAD") or isinstance(self, ListPage)
        return super().may() and (reads or self.request.user.has_perm("trainings.record_outcome"))

    def follow_ups(self):
        user = self.request.user
        rows = FollowUp.objects.visible_to(user).of_people_known_to(user, dates.today(user.office))
        return rows.with_page_facts()

    def get_queryset(self):
        return self.follow_ups()


class FollowUpList(OfPeopleKnown, ListPage):
    title = gettext_lazy("Follow-ups")
    template_name = "trainings/follow_up_list.html"
    filterset_class = FollowUpFilter
    searches = True
    empty_text = gettext_lazy("Nobody is due. Follow-ups appear here when their window opens.")

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_queryset(self):
        return self.follow_ups().with_attempt_count().in_due_order()

    def search(self, rows, words):
        return rows.of_clients(Client.objects.visible_to(self.request.user).matching(words).values("pk"))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(facts=[self.request.user.office], **kwargs)
        user, day = self.request.user, dates.today(self.request.user.office)
        for row in context["rows"]:
            row.name, row.state = row.enrolment.name_for(user, day), row.state_on(day)
        if context["words"]:
            note_search(hits=context["page"].total, by=user)
        return context | {"today": day}


class AboutFollowUp(OfPeopleKnown):
    """The page of one follow-up: who, which point, and the whole clock of this participant."""

    form_class = OutcomeForm

    @property
    def follow_up(self):
        return self.object

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"follow_up": self.follow_up}

    def get_title(self):
        user = self.request.user
        return self.follow_up.enrolment.name_for(user, dates.today(user.office))

    def get_success_url(self):
        return self.follow_up.get_absolute_url()

    def get_context_data(self, **kwargs):
        follow_up, enrolment = self.follow_up, self.follow_up.enrolment
        day = dates.today(enrolment.training.office)
        clock = enrolment.follow_ups.select_related("outcome").prefetch_related("attempts").order_by("point")
        guided = not guidance_is_over(enrolment.client, day)
        return super().get_context_data(
            follow_up=follow_up,
            enrolment=enrolment,
            training=enrolment.training,
            state=follow_up.state_on(day),
            clock=[(other, other.state_on(day)) for other in clock],
            is_guided=guided,
            may_contact=guided or consents_to_contact(enrolment.client, day),
            may_record=self.request.user.has_perm("trainings.record_outcome"),
            **kwargs,
        )


class FollowUpPage(AboutFollowUp, CreatePage):
    makes = (Outcome, FollowUpAttempt)
    template_name = "trainings/follow_up.html"
    success_message = ""

    def act(self, form):
        facts = {"follow_up": self.follow_up, "form_key": form.cleaned_data["form_key"]}
        if form.is_attempt:
            values = form.cleaned_data
            channel = values["tried"] or Channel.UNREACHED
            record_attempt(
                on=values["on"], channel=channel, note=values["note"], by=self.request.user, **facts
            )
            self.success_message = _("The attempt is recorded; the follow-up stays open.")
        else:
            proof = form.cleaned_data["proof"]
            record_outcome(values=form.values(), proof=proof, by=self.request.user, **facts)
            self.success_message = _("The follow-up is recorded.")

    def get_success_url(self):
        if self.request.POST.get("then") == "next" and (following := self.others_due().first()):
            return following.get_absolute_url()
        return reverse("trainings:follow-up-list")

    def others_due(self):
        """What comes after this one in the list of what is due, of the same officer's clients first."""
        rows = self.follow_ups().due_by(dates.today(self.request.user.office)).exclude(pk=self.follow_up.pk)
        mine = rows.mine(self.request.user)
        return (mine if self.is_mine else rows).in_due_order()

    @property
    def is_mine(self):
        return self.follow_up.enrolment.client.counsellor_id == self.request.user.pk

    def get_cancel_url(self):
        return reverse("trainings:follow-up-list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(others_due=self.others_due()[:99].count(), **kwargs)


class ChangeOutcome(AboutFollowUp, UpdatePage):
    """A correction; the address names the follow-up, the form is about its outcome."""

    permission = "trainings.record_outcome"
    template_name = "trainings/follow_up.html"
    success_message = gettext_lazy("The correction is saved.")

    def get_object(self):
        follow_up = self.follow_ups().filter(pk=self.kwargs["pk"], outcome__isnull=False).first()
        if follow_up is None:
            raise Http404
        return follow_up.outcome

    @property
    def follow_up(self):
        return self.object.follow_up

    def act(self, form):
        return change_outcome(
            outcome=self.object,
            values=form.values(),
            reason=form.cleaned_data["reason"],
            proof=form.cleaned_data["proof"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_correction=True, **kwargs)


class OutcomeProof(OfPeopleKnown, ScopedPage, View):
    """Leaves as a download under a name that names nobody; who took it is recorded."""

    permission = ("trainings.record_outcome", "trainings.approve_training")

    def get(self, request, *args, **kwargs):
        outcome = getattr(self.object, "outcome", None)
        if outcome is None or not outcome.proof_file:
            raise Http404
        ending = outcome.proof_name.rpartition(".")[2]
        response = sealed_response(outcome.proof_file, SEALED_AS, f"bukti-{str(outcome.pk)[-8:]}.{ending}")
        note_proof_viewed(outcome=outcome, by=request.user)
        return response
