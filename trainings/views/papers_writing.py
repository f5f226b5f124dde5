"""A draft: worded, made final, discarded."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan.drafts import KeepsDraft
from pembinaan.views import ActionPage, FormPage
from trainings.actions.papers import discard_draft, freeze_paper, write_paper
from trainings.documents.papers.composing import facts_today, sections_of, told
from trainings.documents.papers.warning import wording_warnings
from trainings.forms.papers import DraftForm, FreezeForm, PaperForm
from trainings.rules.papers import freezing_problems, writing_problems
from trainings.views.papers_page import OfPaper


class OfDraft(OfPaper):
    """A final paper is read, not written."""

    def may(self):
        return self.may_write()

    def get(self, request, *args, **kwargs):
        if writing_problems(self.object):
            return HttpResponseRedirect(self.address())
        return super().get(request, *args, **kwargs)

    @cached_property
    def facts(self):
        return facts_today(self.object)

    def get_success_url(self):
        return self.address()

    get_cancel_url = get_success_url

    def form_invalid(self, form):
        # Told what has changed meanwhile, sending once more is meant.
        if form.has_error(NON_FIELD_ERRORS, "stale"):
            form.data = form.data.copy()
            form.data["version"] = self.get_object().version
        return super().form_invalid(form)


class WritePaper(KeepsDraft, OfDraft, FormPage):
    form_class = PaperForm
    template_name = "trainings/paper_write.html"

    def get_title(self):
        return self.object.get_kind_display()

    def draft_target(self):
        return str(self.object.pk), self.object.version

    def draft_kwargs(self, data, kwargs):
        return {"typed": data}

    def get_form_kwargs(self):
        proposed = sections_of(self.object, told(self.object, self.facts))
        own = {"paper": self.object, "facts": self.facts, "proposed": proposed}
        return super().get_form_kwargs() | own

    def post(self, request, *args, **kwargs):
        """`reset` shows the page again with one section as the data propose it; nothing is saved."""
        if "reset" not in request.POST:
            return super().post(request, *args, **kwargs)
        kwargs = {
            name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")
        }
        form = self.form_class(**kwargs | {"typed": request.POST, "reset": request.POST["reset"]})
        return self.render_to_response(self.get_context_data(form=form))

    def act(self, form):
        version = form.cleaned_data["version"]
        return write_paper(paper=self.object, values=form.values, version=version, by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(paper=self.object, warnings=self.number_warnings(), **kwargs)


class FreezePaper(OfDraft, ActionPage):
    form_class = FreezeForm
    template_name = "trainings/paper_freeze.html"
    title = _("Make the paper final")
    submit_label = _("Make final")
    success_message = _("The paper is final. Download it, have it signed and keep the signed copy.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"paper": self.object}

    def act(self, form):
        return freeze_paper(paper=self.object, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        problems = freezing_problems(self.object, told(self.object, self.facts))
        return super().get_context_data(
            paper=self.object,
            problems=problems,
            warnings=[*self.number_warnings(), *wording_warnings(self.object, self.facts)],
            **kwargs,
        )


class DiscardDraft(OfDraft, ActionPage):
    form_class = DraftForm
    title = _("Discard the draft")
    submit_label = _("Discard")
    success_message = ""
    danger = True
    text = _("What was worded in this draft is lost. Final versions stay.")

    def get_initial(self):
        return {"version": self.object.version}

    def act(self, form):
        discard_draft(paper=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The draft is discarded."))

    def get_success_url(self):
        return self.list_url()

    def get_cancel_url(self):
        return reverse("trainings:paper", args=[self.object.pk])
