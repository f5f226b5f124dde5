"""A paper sheet keyed in as one line; what it would do is shown beside it while it is typed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pembinaan.views import FormPage
from trainings.actions.attendance import record_attendance
from trainings.choices import Via
from trainings.documents.register import sheet_code
from trainings.forms.quick_entry import QuickEntryForm, versions_of
from trainings.rules.attendance import sheet_problems
from trainings.rules.quick_entry import Line, answers_to, entries_of, is_sound, line_of
from trainings.sheet import REFUSED, Code
from trainings.views.roster import KIND_OF, Roster, text_of
from trainings.views.session_page import SessionPage


class PaperRoster(Roster):
    """Without the remarks beside the names: they are for whoever stands before the people."""

    def _flag(self):
        pass


@dataclass(frozen=True)
class Shown:
    """One row of the preview."""

    number: int
    name: str
    kind: Any
    text: str
    was: str
    message: Any
    is_bad: bool


class QuickEntry(SessionPage, FormPage):
    form_class = QuickEntryForm
    template_name = "trainings/quick_entry.html"
    title = _("Key in the paper sheet")
    submit_label = _("Apply")
    line, answers, tried = Line(), (), False

    @cached_property
    def roster(self):
        return PaperRoster(self.object, self.request.user)

    @property
    def rows(self):
        return {person.number: person.row for person in self.roster.people + self.roster.others}

    def get_initial(self):
        return {"versions": versions_of(self.rows.values())}

    def form_valid(self, form):
        session, values, now = self.object, form.cleaned_data, timezone.now()
        reason = values["reason"] and values["reason"].pk
        self.line = line_of(values["line"], self.roster.offered_reasons(), reason)
        entries = entries_of(self.line, session, self.rows, values["versions"])
        self.answers = answers_to(entries, session, self.rows, now)
        self.tried = self.request.POST.get("do") == "apply" and not self.request.htmx
        if not self.tried:
            return self.render_to_response(self.get_context_data(form=form))
        if not sheet_problems(session, now) and is_sound(self.line, self.answers):
            self.answers = self.run(record_attendance, marks=entries, via=Via.PAPER).answers
            if not any(answer.code in REFUSED for answer in self.answers):
                return self.finished()
            del self.roster
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def finished(self):
        number = sum(1 for answer in self.answers if answer.code == Code.STORED)
        text = ngettext("%(number)s row stored from paper.", "%(number)s rows stored from paper.", number)
        messages.success(self.request, text % {"number": number})
        return HttpResponseRedirect(self.address())

    def get_template_names(self):
        return [f"{self.template_name}#preview"] if self.request.htmx else [self.template_name]

    def get_cancel_url(self):
        return self.address()

    def get_context_data(self, **kwargs):
        session, problems = self.object, sheet_problems_of(self.roster)
        shown = [shown_row(answer, self.roster) for answer in self.answers]
        named = {row.number for row in shown}
        return super().get_context_data(
            crumbs=self.crumbs(),
            training=session.training,
            code=sheet_code(session),
            lock=problems[0] if problems else None,
            reasons=self.roster.offered_reasons(),
            slips=self.line.slips,
            shown=shown,
            bad=[row for row in shown if row.is_bad],
            left=[p for p in self.roster.people if p.number not in named and not p.row.said.mark],
            tried=self.tried,
            **kwargs,
        )


def sheet_problems_of(roster):
    return sheet_problems(roster.session, timezone.now())


def shown_row(answer, roster):
    """The answer in words; what stands there already is told beside it."""
    number, is_bad = answer.entry.number, answer.code in REFUSED
    person = next((p for p in roster.people + roster.others if p.number == number), None)
    was = person.text if person and person.row.said.mark and person.row.said != answer.said else ""
    message = answer.message
    if answer.code == Code.SAME:
        message = _("Recorded so already.")
    elif answer.code == Code.CONFLICT:
        message = _("Recorded differently meanwhile. Choose on the sheet.")
    name = person.name if person else ""
    text = text_of(answer.said, roster.reasons)
    return Shown(number, name, KIND_OF.get(answer.said.mark), text, was, message, is_bad)
