"""The proposal of a training with its budget: read, written, proposed to the head, returned."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.drafts import KeepsDraft
from pembinaan.views import ActionPage, DetailPage, FormPage
from trainings.actions.proposal import (
    plan_budget,
    proposal_of,
    propose_training,
    record_spending,
    return_training,
    sessions_of,
    take_over_items,
    write_proposal,
)
from trainings.choices import EnrolmentStatus, TrainingStatus
from trainings.forms.proposal import (
    BudgetForm,
    ProposalForm,
    ReturnForm,
    SpendingForm,
    TakeOverForm,
    VersionForm,
)
from trainings.models import Proposal
from trainings.needs import Budget
from trainings.rules import proposal as rules
from trainings.views.planning import OfTraining

PARTS = ("need", "background", "purpose", "beneficiaries", "strategy", "result", "output_code")


class ProposalPage(OfTraining, DetailPage):
    permission = "trainings.view_training"
    template_name = "trainings/proposal.html"
    title = _("Proposal")

    def get_queryset(self):
        return super().get_queryset().select_related("proposal").with_programme_jp()

    def get_context_data(self, **kwargs):
        training, user = self.object, self.request.user
        proposal = getattr(training, "proposal", None)
        plans = user.has_perm("trainings.change_training")
        budget = Budget(
            training.budget_lines.order_by("order", "pk"), seats=training.capacity, graduates=self.graduates()
        )
        facts = {
            "sessions": sessions_of(training),
            "proposal": proposal,
            "today": dates.today(training.office),
        }
        return super().get_context_data(
            proposal=proposal,
            parts=[
                (Proposal._meta.get_field(name).verbose_name, getattr(proposal, name, "")) for name in PARTS
            ],
            budget=budget,
            sessions=facts["sessions"],
            may_write=plans and rules.is_plan_open(training),
            may_spend=plans and bool(budget.lines) and rules.is_spending_open(training),
            missing=rules.proposing_problems(training, **facts) if plans else [],
            asks_head=training.status == TrainingStatus.DRAFT and bool(training.proposed_at),
            **kwargs,
        )

    def graduates(self):
        """Above the Bapas small numbers of people by outcome are nobody's to see."""
        if self.object.status != TrainingStatus.COMPLETED or not self.request.user.sees_people:
            return None
        return self.object.enrolments.filter(status=EnrolmentStatus.COMPLETED).count()


class OfProposal(OfTraining):
    """A form about the plan; it leads back to the proposal, and away where the plan is closed."""

    permission = "trainings.change_training"
    closed = staticmethod(rules.plan_problems)

    def get(self, request, *args, **kwargs):
        for problem in self.closed(self.object):
            messages.warning(request, problem.message)
            return HttpResponseRedirect(self.proposal_url())
        return super().get(request, *args, **kwargs)

    def proposal_url(self):
        return reverse("trainings:proposal", args=[self.object.pk])

    get_success_url = get_cancel_url = proposal_url

    def shown_version(self):
        return self.get_object().version

    def form_invalid(self, form):
        # Told what has changed meanwhile, sending once more is meant.
        if form.has_error(NON_FIELD_ERRORS, "stale"):
            form.data = form.data.copy()
            form.data["version"] = self.shown_version()
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["crumbs"] = [*context["crumbs"], (_("Proposal"), self.proposal_url())]
        return context


class WriteProposal(KeepsDraft, OfProposal, FormPage):
    form_class = ProposalForm
    template_name = "trainings/form.html"
    title = _("Write the proposal (KAK)")

    def get_queryset(self):
        return super().get_queryset().select_related("proposal")

    @property
    def proposal(self):
        return getattr(self.object, "proposal", None)

    def draft_target(self):
        return str(self.object.pk), self.proposal.version if self.proposal else 0

    def get_form_kwargs(self):
        proposal = self.proposal or Proposal(training=self.object)
        return super().get_form_kwargs() | {"user": self.request.user, "instance": copy(proposal)}

    def shown_version(self):
        found = proposal_of(self.object)
        return found.version if found else 0

    def act(self, form):
        values = {name: form.cleaned_data[name] for name in PARTS}
        version = form.cleaned_data["version"]
        return write_proposal(training=self.object, values=values, version=version, by=self.request.user)


class PlanBudget(KeepsDraft, OfProposal, FormPage):
    form_class = BudgetForm
    template_name = "trainings/budget_form.html"
    title = _("Budget (RAB)")
    success_message = _("The budget is saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"training": self.object}

    def draft_target(self):
        return str(self.object.pk), self.object.version

    def draft_kwargs(self, data, kwargs):
        return {"typed": data}

    def post(self, request, *args, **kwargs):
        if "more" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.form_class(training=self.object, typed=request.POST)
        return self.render_to_response(self.get_context_data(form=form))

    def act(self, form):
        values = {name: form.cleaned_data[name] for name in ("lines", "version")}
        return plan_budget(training=self.object, by=self.request.user, **values)


class TakeOverItems(OfProposal, ActionPage):
    form_class = TakeOverForm
    title = _("Take over tools and materials")
    submit_label = _("Take over")
    success_message = _("Taken over. Complete the prices where they are missing.")

    def get_initial(self):
        return {"version": self.object.version}

    def act(self, form):
        return take_over_items(training=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("trainings:budget", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        text = _(
            "Makes a budget line of each tool and material of the programme, for %(seats)s seats."
            " What the budget already names is left out."
        ) % {"seats": self.object.capacity}
        return super().get_context_data(**{"text": text} | kwargs)


class RecordSpending(OfProposal, FormPage):
    form_class = SpendingForm
    template_name = "trainings/spending_form.html"
    title = _("Record what was spent")
    closed = staticmethod(rules.spending_problems)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"training": self.object}

    def act(self, form):
        given = {"amounts": form.amounts, "version": form.cleaned_data["version"]}
        return record_spending(training=self.object, by=self.request.user, **given)


class ProposeTraining(OfProposal, ActionPage):
    form_class = VersionForm
    title = _("Propose for approval")
    submit_label = _("Propose")
    success_message = _("The training is proposed; the head is asked for the approval.")
    text = _("The head of the office gets the plan, the proposal and the budget as a task.")

    def closed(self, training):
        facts = {"sessions": sessions_of(training), "proposal": proposal_of(training)}
        return rules.proposing_problems(training, today=dates.today(training.office), **facts)

    def get_initial(self):
        return {"version": self.object.version}

    def act(self, form):
        version = form.cleaned_data["version"]
        return propose_training(training=self.object, version=version, by=self.request.user)


class ReturnTraining(OfProposal, ActionPage):
    permission = "trainings.approve_training"
    form_class = ReturnForm
    title = _("Return for changes")
    submit_label = _("Return")
    success_message = _("Returned. The coordinator sees your reason.")
    text = _("The training stays a draft; the coordinator changes it and proposes it again.")

    def closed(self, training):
        return rules.returning_problems(training, "-")

    def get_initial(self):
        return {"version": self.object.version}

    def act(self, form):
        return return_training(training=self.object, by=self.request.user, **form.cleaned_data)
