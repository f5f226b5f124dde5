"""Complaints: the head reads and answers all of the office, whoever received one reads that one."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan import dates
from pembinaan.views import FormPage, ListPage
from trainings.actions.complaints import answer_complaint, open_complaint, register_complaint
from trainings.choices import ComplaintState
from trainings.forms.complaints import AnswerComplaintForm, ComplaintFilter, ComplaintForm
from trainings.models import Complaint
from trainings.policy import COMPLAINT_DAYS
from trainings.rules.complaints import HEAD, number_in_words, state_on

READ = ("trainings.record_voice", HEAD)


class OfComplaints:
    model = Complaint
    permission = READ

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_queryset(self):
        user = self.request.user
        rows = super().get_queryset()
        rows = rows if user.has_perm(HEAD) else rows.filter(received_by=user.pk)
        return rows.select_related("training", "client", "office")


class ComplaintList(OfComplaints, ListPage):
    template_name = "trainings/complaint_list.html"
    title = gettext_lazy("Complaints")
    filterset_class = ComplaintFilter
    empty_text = gettext_lazy("No complaint is registered that you may read.")

    def get_queryset(self):
        return super().get_queryset().order_by("-received_on", "-number", "pk")

    def get_context_data(self, **kwargs):
        crumbs = [(_("Trainings"), reverse("trainings:list"))]
        context = super().get_context_data(crumbs=crumbs, **kwargs)
        day = dates.today(self.request.user.office)
        for row in context["rows"]:
            row.label, row.now = number_in_words(row.number), state_on(row, day)
        return context


class RegisterComplaint(OfComplaints, FormPage):
    form_class = ComplaintForm
    makes = (Complaint,)
    title = gettext_lazy("Register a complaint")
    submit_label = gettext_lazy("Register the complaint")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form):
        key = form.cleaned_data["form_key"]
        return register_complaint(values=form.values, form_key=key, by=self.request.user)

    def get_success_message(self):
        facts = {"number": number_in_words(self.object.number), "day": dates.day(self.object.answer_by)}
        return _("Complaint %(number)s is registered. The head answers by %(day)s.") % facts

    def get_success_url(self):
        return reverse("trainings:complaint-list")

    def get_cancel_url(self):
        return self.get_success_url()

    def get_context_data(self, **kwargs):
        crumbs = [(_("Complaints"), self.get_success_url())]
        facts = [_("Answered within %(days)s days") % {"days": COMPLAINT_DAYS}]
        return super().get_context_data(crumbs=crumbs, facts=facts, **kwargs)


class ComplaintPage(OfComplaints, FormPage):
    """Each opening is recorded; below the text the head answers."""

    form_class = AnswerComplaintForm
    template_name = "trainings/complaint.html"
    submit_label = gettext_lazy("Save the answer")
    success_message = gettext_lazy("The answer is recorded.")

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm(HEAD):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_title(self):
        return _("Complaint %(number)s") % {"number": number_in_words(self.object.number)}

    def get_form_kwargs(self):
        today = dates.today(self.object.office)
        return super().get_form_kwargs() | {"complaint": self.object, "today": today}

    def act(self, form):
        return answer_complaint(complaint=self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("trainings:complaint", args=[self.object.pk])

    def get_cancel_url(self):
        return reverse("trainings:complaint-list")

    def get_context_data(self, **kwargs):
        user, complaint = self.request.user, self.object
        day = dates.today(complaint.office)
        text, answer = open_complaint(complaint=complaint, by=user)
        return super().get_context_data(
            complaint=complaint,
            text=text,
            answer=answer,
            state=state_on(complaint, day),
            client_name=name_of(complaint.client, user, day),
            may_answer=user.has_perm(HEAD) and complaint.state == ComplaintState.OPEN,
            crumbs=[(_("Complaints"), reverse("trainings:complaint-list"))],
            **kwargs,
        )


def name_of(client, user, day):
    if client is None:
        return ""
    return client.name if client.is_open_to(user, day) else client.register_number
