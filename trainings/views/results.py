from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.problems import RuleBroken
from pembinaan.views import DetailPage
from trainings.actions.results import record_results
from trainings.forms.results import ResultRow
from trainings.rules.results import assessing_problems
from trainings.views.after import TrainingPart, results_url


class ResultsPage(TrainingPart, DetailPage):
    """One grid for everybody; 'the rest is competent' fills only those who came and have no result."""

    permission = "trainings.record_result"
    title = _("Results")
    template_name = "trainings/results.html"

    def rows(self, data=None):
        people = self.training.enrolments.seated().with_assessment().select_related("client")
        user, day = self.request.user, dates.today(self.training.office)
        return [ResultRow(person, person.name_for(user, day), data) for person in people.order_by("number")]

    def post(self, request, *args, **kwargs):
        rows, fill = self.rows(request.POST), "fill" in request.POST
        entries = [entry for row in rows if (entry := row.entry(fill=fill))]
        try:
            answer = record_results(training=self.training, results=entries, by=request.user)
        except RuleBroken as refusal:
            return self.again(rows, refusal.messages)
        failed = bool(answer.problems) or any(row.errors for row in rows)
        if answer.saved or not failed:
            messages.success(request, saved_message(len(answer.saved)))
        if failed:
            return self.again(self.rows(request.POST), [], answer.problems)
        return HttpResponseRedirect(results_url(self.training))

    def again(self, rows, refusals, problems=None):
        """The same page with what was typed; a row changed by others is saved over on the second try."""
        for row in rows:
            row.problems = (problems or {}).get(row.number, [])
        failed = any(row.errors for row in rows)
        context = self.get_context_data(rows=rows, refusals=refusals, failed=failed)
        return self.render_to_response(context, status=422)

    def get_context_data(self, rows=None, **kwargs):
        rows = rows or self.rows()
        unassessed = [row for row in rows if not row.result]
        return super().get_context_data(
            rows=rows,
            closed=assessing_problems(self.training),
            unassessed=len(unassessed),
            fillable=len([row for row in unassessed if row.came]),
            competent=len([row for row in rows if row.result == "competent"]),
            **kwargs,
        )


def saved_message(count):
    if not count:
        return _("Nothing was changed.")
    return ngettext("%(count)s result saved.", "%(count)s results saved.", count) % {"count": count}
