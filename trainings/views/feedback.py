"""How satisfied participants are: the results of a training, slips of paper, the answer of one person."""

from django.db.models import Avg, Count
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pembinaan import dates
from pembinaan.views import DetailPage, FormPage
from trainings.actions.feedback import record_feedback
from trainings.forms.feedback import OneForm, SlipsForm
from trainings.models import Feedback
from trainings.policy import FEEDBACK_FROM
from trainings.rules.feedback import ASKED_IN, QUESTIONS, may_show
from trainings.views.after import TrainingPart
from trainings.views.enrolment import OfEnrolment

VOICE = "trainings.record_voice"
READ = (VOICE, "trainings.approve_training")


class OfFeedback(TrainingPart):
    permission = VOICE

    def get_object(self):
        training = super().get_object()
        if training.office_id != self.request.user.office_id:
            raise Http404
        return training

    def get_success_url(self):
        return reverse("trainings:feedback", args=[self.training.pk])


class FeedbackResults(OfFeedback, DetailPage):
    permission = READ
    template_name = "trainings/feedback.html"
    title = gettext_lazy("Satisfaction of the participants")

    def get_context_data(self, **kwargs):
        user, day = self.request.user, dates.today(self.training.office)
        rows = Feedback.objects.visible_to(user).filter(training=self.training)
        sums = rows.aggregate(n=Count("pk"), **{name: Avg(name) for name in QUESTIONS})
        shown = may_show(sums["n"])
        remarks = rows.exclude(remark="").select_related("enrolment__client") if shown else []
        return super().get_context_data(
            count=sums["n"],
            is_shown=shown,
            least=FEEDBACK_FROM,
            means=[(label_of(name), sums[name]) for name in QUESTIONS],
            remarks=[(row.remark, row.enrolment and row.enrolment.name_for(user, day)) for row in remarks],
            may_record=user.has_perm(VOICE) and self.training.status in ASKED_IN,
            **kwargs,
        )


def label_of(name):
    return Feedback._meta.get_field(name).verbose_name


class KeyInSlips(OfFeedback, FormPage):
    form_class = SlipsForm
    makes = (Feedback,)
    template_name = "trainings/feedback_slips.html"
    title = gettext_lazy("Key in slips")

    def get_initial(self):
        return {"given_on": dates.today(self.training.office)}

    def act(self, form):
        values = {name: form.cleaned_data[name] for name in ("given_on", "form_key")}
        record_feedback(training=self.training, slips=form.slips, by=self.request.user, **values)
        self.number = len(form.slips)

    def get_success_message(self):
        message = ngettext("%(n)s slip is recorded.", "%(n)s slips are recorded.", self.number)
        return message % {"n": self.number}


class FeedbackOfOne(OfEnrolment, FormPage):
    permission = VOICE
    form_class = OneForm
    makes = (Feedback,)
    submit_label = gettext_lazy("Save")
    success_message = gettext_lazy("The answer is recorded.")

    def get_object(self):
        training = super().get_object()
        if training.office_id != self.request.user.office_id:
            raise Http404
        return training

    def get_title(self):
        return _("Satisfaction: %(name)s") % {"name": super().get_title()}

    def get_initial(self):
        return {"given_on": dates.today(self.object.office)}

    def act(self, form):
        values = {name: form.cleaned_data[name] for name in ("given_on", "form_key")}
        values["enrolment"] = None if form.cleaned_data["anonymous"] else self.enrolment
        record_feedback(training=self.object, slips=[form.slip], by=self.request.user, **values)

    def get_success_url(self):
        return reverse("trainings:feedback", args=[self.object.pk])
