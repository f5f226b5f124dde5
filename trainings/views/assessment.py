"""The grid of scores: a plain form, of which a script saves each cell by itself."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pembinaan import dates
from pembinaan.views import DetailPage
from trainings.actions.assessment import record_scores
from trainings.choices import Level, Try, Via
from trainings.forms.assessment import BadGrid, attempt_of, entries_of_form, entries_of_json
from trainings.rules.assessment import tried
from trainings.sheet import Code
from trainings.views.after import TrainingPart
from trainings.views.assessment_grid import KEPT, Grid, text_of


class AssessmentPage(TrainingPart, DetailPage):
    permission = "trainings.record_result"
    title = gettext_lazy("Assessment")
    template_name = "trainings/assessment.html"

    @property
    def attempt(self):
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        return attempt_of(sent.get("try"))

    def post(self, request, *args, **kwargs):
        if request.content_type == "application/json":
            return self.answer_script()
        answers = self.record(entries_of_form(request.POST), Via.FORM)
        saved = len([answer for answer in answers if answer.code == Code.STORED])
        if any(answer.code not in KEPT for answer in answers):
            grid = Grid(self.training, request.user, self.attempt, answers, request.POST)
            context = self.get_context_data(grid=grid, saved=saved, failed=True)
            return self.render_to_response(context, status=422)
        messages.success(request, saved_message(saved))
        return HttpResponseRedirect(assessment_url(self.training, self.attempt))

    def answer_script(self):
        try:
            entries = entries_of_json(self.request.body)
        except BadGrid:
            return JsonResponse({"message": _("This could not be read.")}, status=400)
        answers = [answer_of(answer) for answer in self.record(entries, Via.SCREEN)]
        return JsonResponse({"cells": answers, "saved": dates.clock(timezone.now())})

    def record(self, entries, via):
        return record_scores(training=self.training, events=entries, by=self.request.user, via=via)

    def get_context_data(self, grid=None, **kwargs):
        return super().get_context_data(
            grid=grid or Grid(self.training, self.request.user, self.attempt),
            tries=[(attempt, assessment_url(self.training, attempt)) for attempt in Try],
            levels=Level.choices,
            form_key=uuid4(),
            **kwargs,
        )


def answer_of(answer):
    """A cell as it is now and, for what was refused, why."""
    entry, score = answer.entry, answer.score
    told = {"id": str(entry.event_id), "code": answer.code, "message": str(answer.message)}
    if score is not None:
        told |= {"version": score.version, "now": text_of(tried(score, entry.attempt))}
    return told


def assessment_url(training, attempt=Try.FIRST):
    address = reverse("trainings:assessment", args=[training.pk])
    return address if attempt == Try.FIRST else f"{address}?try={int(attempt)}"


def saved_message(count):
    if not count:
        return _("Nothing was changed.")
    return ngettext("%(count)s score saved.", "%(count)s scores saved.", count) % {"count": count}
