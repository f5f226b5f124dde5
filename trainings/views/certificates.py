"""Who can have a certificate and who cannot yet, and why; what an office has issued."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.views import DetailPage, FormPage, ListPage
from trainings.actions.certificate_steps import hand_over
from trainings.choices import HELD_CERTIFICATES
from trainings.forms.certificate_filter import CertificateFilter
from trainings.forms.certificates import HandOverForm
from trainings.models import Certificate
from trainings.views.certificate_base import ISSUE, LOOKS, READ, OfTrainingCertificates, standing_of


class TrainingCertificates(OfTrainingCertificates, DetailPage):
    template_name = "trainings/certificates.html"
    title = _("Certificates")

    def get_context_data(self, **kwargs):
        user, day, training = self.request.user, self.today, self.training
        lines = [standing_of(person, training, user, day) for person in self.people()]
        held = [line for line in lines if line.state == "held"]
        waiting = Certificate.objects.visible_to(user).filter(
            training=training, state__in=HELD_CERTIFICATES, handed_over_on=None
        )
        return super().get_context_data(
            crumbs=super().get_context_data()["crumbs"][:-1],
            blocked=[line for line in lines if line.state == "blocked"],
            ready=[line for line in lines if line.state == "ready"],
            held=held,
            unnamed=[line for line in lines if not line.person.name_confirmed_at],
            not_yours=len([line for line in held if not line.is_known]),
            waiting=waiting.count() if held else 0,
            may_issue=user.has_perm(ISSUE),
            **kwargs,
        )


class HandOver(OfTrainingCertificates, FormPage):
    """The paper reached its holder."""

    permission = ISSUE
    form_class = HandOverForm
    template_name = "base_form.html"
    title = _("Hand over certificates")
    submit_label = _("Note as handed over")

    def get_form_kwargs(self):
        user, day = self.request.user, self.today
        rows = Certificate.objects.visible_to(user).filter(
            training=self.training, state__in=HELD_CERTIFICATES, handed_over_on=None
        )
        rows = rows.select_related("enrolment__client").order_by("number")
        found = [(str(row.pk), f"{row.number} · {row.enrolment.name_for(user, day)}") for row in rows]
        return super().get_form_kwargs() | {"certificates": found}

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        chosen, on = form.cleaned_data["certificates"], form.cleaned_data["on"]
        refused = hand_over(training=self.training, certificates=chosen, on=on, by=self.request.user)
        self.given = len(chosen) - len(refused)
        for problem in {str(one.message) for problems in refused.values() for one in problems}:
            messages.warning(self.request, problem)

    def get_success_message(self):
        if not self.given:
            return ""
        message = ngettext(
            "%(count)s certificate is handed over.", "%(count)s certificates are handed over.", self.given
        )
        return message % {"count": self.given}


class CertificateList(ListPage):
    """Certificates of the own Bapas; numbers are searched, names are not."""

    model = Certificate
    permission = READ
    template_name = "trainings/certificate_list.html"
    title = _("Certificates")
    filterset_class = CertificateFilter
    searches = True
    empty_text = _("Certificates are issued on the page of a completed training.")

    def may(self):
        return super().may() and self.request.user.sees_people

    def get_queryset(self):
        rows = super().get_queryset().select_related("training", "enrolment__client")
        return rows.order_by("-issued_on", "-number")

    def search(self, rows, words):
        return rows.filter(number__icontains=words)

    def get_context_data(self, **kwargs):
        crumbs = [(_("Trainings"), reverse("trainings:list"))]
        context = super().get_context_data(crumbs=crumbs, **kwargs)
        user, day = self.request.user, dates.today(self.request.user.office)
        for row in context["rows"]:
            row.holder = row.enrolment.name_for(user, day)
            row.look, row.icon = LOOKS[row.state]
        return context
