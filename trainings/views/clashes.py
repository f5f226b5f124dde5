"""Warnings about a timetable: all of them, those accepted before, and the accepting."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from pembinaan.views import FormPage, ScopedPage
from trainings.actions.clashes import accept_clashes
from trainings.clashing import open_clashes
from trainings.forms.clashes import AcceptForm
from trainings.models import Override
from trainings.rules.clashes import Weight
from trainings.views.planning import OfTraining


class ClashPage(OfTraining, FormPage):
    permission = ("trainings.change_training", "trainings.approve_training")
    form_class = AcceptForm
    template_name = "trainings/clashes.html"
    title = _("Warnings about the timetable")
    submit_label = _("Accept the ticked ones")

    def act(self, form):
        self.accepted = accept_clashes(
            training=self.object,
            fingerprints=form.ticked,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )

    def get_success_message(self):
        number = len(self.accepted)
        message = ngettext("%(number)s warning is accepted.", "%(number)s warnings are accepted.", number)
        return message % {"number": number}

    def get_success_url(self):
        return self.request.path

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        weighty, told = open_clashes(self.object)
        return super().get_context_data(
            blocking=[clash for clash in weighty if clash.weight == Weight.BLOCK],
            waiting=[clash for clash in weighty if clash.weight == Weight.REASON],
            told=told,
            accepted=Override.objects.visible_to(self.request.user).filter(training=self.object),
            **kwargs,
        )


class ClashSummary(OfTraining, ScopedPage, TemplateView):
    """The part of a training's page that says how many warnings there are; fetched after the page."""

    permission = "trainings.view_training"
    template_name = "trainings/clash_summary.html"

    def get_context_data(self, **kwargs):
        weighty, told = open_clashes(self.object)
        return super().get_context_data(weighty=weighty, told=told, **kwargs)
