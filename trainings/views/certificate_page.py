"""One certificate: its state, its history, and the steps that are open."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.views import ActionPage, DetailPage
from trainings.actions.certificate_steps import change_state, replace_certificate
from trainings.certifying import knows
from trainings.forms.certificates import ReplaceForm, StateForm
from trainings.models import Certificate
from trainings.rules.certificates import STEPS
from trainings.views.certificate_base import ISSUE, LOOKS, READ

LABELS = {
    "suspend": (_("Suspend"), _("The check page says that it is not valid for the time being.")),
    "restore": (_("Make valid again"), _("The check page says again that it is valid.")),
    "revoke": (_("Revoke"), _("For good: the check page says that it is not valid, without the reason.")),
}
HISTORY = 20


class OfCertificate:
    model = Certificate
    permission = READ

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.select_related("training__office", "enrolment__client", "replaces", "replaced_by")

    @cached_property
    def today(self):
        return dates.today(self.object.training.office)

    @cached_property
    def is_known(self):
        return knows(self.object.enrolment, self.request.user, self.today)

    def get_context_data(self, **kwargs):
        training = self.object.training
        crumbs = [
            (_("Trainings"), reverse("trainings:list")),
            (training.title, training.get_absolute_url()),
            (_("Certificates"), reverse("trainings:certificates", args=[training.pk])),
        ]
        return super().get_context_data(training=training, crumbs=crumbs, **kwargs)


class CertificatePage(OfCertificate, DetailPage):
    template_name = "trainings/certificate.html"

    def get_context_data(self, **kwargs):
        certificate, user = self.object, self.request.user
        entries = AuditEntry.objects.visible_to(user).about(certificate).order_by("-at", "-pk")
        look, icon = LOOKS[certificate.state]
        return super().get_context_data(
            certificate=certificate,
            holder=certificate.enrolment.name_for(user, self.today),
            is_known=self.is_known,
            look=look,
            icon=icon,
            steps=self.steps() if user.has_perm(ISSUE) else [],
            may_replace=user.has_perm(ISSUE) and certificate.state in STEPS["replace"].sources,
            history=[(entry, note_of(entry)) for entry in entries[:HISTORY]],
            **kwargs,
        )

    def steps(self):
        return [(name, *LABELS[name]) for name in LABELS if self.object.state in STEPS[name].sources]


def note_of(entry):
    return (entry.changes.get("state_note") or ["", ""])[1]


class ChangeCertificate(OfCertificate, ActionPage):
    permission = ISSUE
    form_class = StateForm

    def get_object(self):
        if self.kwargs["step"] not in LABELS:
            raise Http404
        return super().get_object()

    @property
    def title(self):
        return f"{LABELS[self.kwargs['step']][0]}: {self.object.number}"

    @property
    def submit_label(self):
        return LABELS[self.kwargs["step"]][0]

    @property
    def text(self):
        return LABELS[self.kwargs["step"]][1]

    @property
    def danger(self):
        return self.kwargs["step"] == "revoke"

    def get_initial(self):
        return {"version": self.object.version, "on": self.today}

    def act(self, form):
        step = self.kwargs["step"]
        return change_state(certificate=self.object, step=step, by=self.request.user, **form.cleaned_data)


class ReplaceCertificate(OfCertificate, ActionPage):
    """For a misprint or a name put right: deliberate, with a new number."""

    permission = ISSUE
    form_class = ReplaceForm
    title = _("Replace the certificate")
    text = _(
        "A new certificate with a new number and the name as it is confirmed now. The check page says of the "
        "old one that it was replaced by a newer one."
    )
    submit_label = _("Replace")
    success_message = _("The new certificate is issued.")

    def get_initial(self):
        return {"on": self.today}

    def act(self, form):
        return replace_certificate(certificate=self.object, by=self.request.user, **form.cleaned_data)
