"""Names as they are printed, the sample, and the issue itself."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from pembinaan.accounts.actions.numbers import pattern_of
from pembinaan.accounts.models import DocumentKind
from pembinaan.numbering import written
from pembinaan.problems import RuleBroken
from pembinaan.text import squeeze
from pembinaan.views import DetailPage, FormPage, ScopedPage
from trainings.actions.certificates import confirm_names, issue_certificates
from trainings.certifying import knows
from trainings.documents.certificate import certificate_pdf
from trainings.documents.certificate_facts import SamplePerson, facts_of, shared_facts
from trainings.forms.certificates import IssueForm
from trainings.rules.certificates import confirmation_mark, holder_problems, proposed_name
from trainings.views.certificate_base import ISSUE, OfTrainingCertificates


class ConfirmNames(OfTrainingCertificates, DetailPage):
    """The name is proposed as the record has it; whoever knows the person confirms it."""

    template_name = "trainings/certificate_names.html"
    title = gettext_lazy("Names on the certificates")

    def lines(self, post=None):
        user, day = self.request.user, self.today
        return [
            NameLine(person, person.name_for(user, day), knows(person, user, day), post)
            for person in self.people()
        ]

    def post(self, request, *args, **kwargs):
        lines = self.lines(request.POST)
        names = {line.person.pk: line.value for line in lines if line.is_sent}
        seen = {line.person.pk: line.sent_mark for line in lines}
        problems = confirm_names(training=self.training, names=names, seen=seen, by=request.user)
        count = len(names) - len(problems)
        if count or not problems:
            message = ngettext("%(count)s name is confirmed.", "%(count)s names are confirmed.", count)
            messages.success(request, message % {"count": count})
        if not problems:
            return HttpResponseRedirect(self.page_url())
        for line in lines:
            line.errors = [one.message for one in problems.get(line.person.pk, [])]
        return self.render_to_response(self.get_context_data(lines=lines), status=422)

    def get_context_data(self, lines=None, **kwargs):
        return super().get_context_data(lines=self.lines() if lines is None else lines, **kwargs)


class NameLine:
    """One name; a box that was emptied or left out says nothing."""

    def __init__(self, person, name, known, post=None):
        self.person, self.name, self.is_known, self.errors = person, name, known, []
        self.field, self.seen = f"n{person.number}", confirmation_mark(person)
        self.sent_mark = (post or {}).get(f"w{person.number}")
        sent = squeeze((post or {}).get(self.field, ""))
        self.is_sent = bool(known and sent and (post or {}).get(f"ok{person.number}"))
        self.value = sent or person.printed_name or (proposed_name(name) if known else "")


class IssueCertificates(OfTrainingCertificates, FormPage):
    permission = ISSUE
    form_class = IssueForm
    template_name = "trainings/certificate_issue.html"
    title = gettext_lazy("Issue certificates")
    submit_label = gettext_lazy("Issue")

    def get_form_kwargs(self):
        # What is sent is decided under lock; only the page itself lists people.
        people = [] if self.request.method == "POST" else self.ready()
        return super().get_form_kwargs() | {"training": self.training, "people": people}

    def ready(self):
        user, day = self.request.user, self.today
        return [
            (str(person.pk), f"{person.number}. {person.name_for(user, day)}")
            for person in self.people()
            if not holder_problems(person, self.training)
        ]

    def form_valid(self, form):
        try:
            outcomes = issue_certificates(
                training=self.training,
                enrolments=form.cleaned_data["people"],
                terms=form.terms,
                form_key=form.cleaned_data["form_key"],
                by=self.request.user,
            )
        except RuleBroken as refusal:
            for field, errors in refusal.error_dict.items():
                form.add_error(field if field in form.fields else None, errors)
            return self.form_invalid(form)
        refused = [one for one in outcomes if one.problems]
        issued = len(outcomes) - len(refused)
        if issued:
            message = ngettext(
                "%(count)s certificate is issued.", "%(count)s certificates are issued.", issued
            )
            messages.success(self.request, message % {"count": issued})
        return self.told(form, refused) if refused else HttpResponseRedirect(self.page_url())

    def told(self, form, refused):
        """Who got none, and why; the others are issued."""
        user, day = self.request.user, self.today
        lines = [(one.person.name_for(user, day), one.problems) for one in refused]
        return self.again(form, refused=lines)

    def form_invalid(self, form):
        return self.again(form)

    def again(self, form, **context):
        form.fields["people"].choices = self.ready()
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)


class SampleCertificate(OfTrainingCertificates, ScopedPage, View):
    """How it will look: nobody's name, no number taken, and across the page that it is a sample."""

    permission = ISSUE
    http_method_names = ("post",)

    def post(self, request, *args, **kwargs):
        form = IssueForm(request.POST, training=self.training)
        form.fields["people"].required = False
        if not form.is_valid():
            return HttpResponse(status=422)
        number = sample_number(self.training, form.terms.issued_on)
        facts = facts_of(SamplePerson, shared_facts(self.training, form.terms), number=number, code="CONTOH")
        response = HttpResponse(certificate_pdf(facts, sample=True), content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="contoh-sertifikat.pdf"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def sample_number(training, day):
    pattern = pattern_of(training.office, DocumentKind.CERTIFICATE) or "{number}/{year}"
    return written(pattern, number=0, office=training.office, day=day)
