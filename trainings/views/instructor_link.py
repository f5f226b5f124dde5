"""What officers do with an instructor's address: make it, end it, accept what came in by it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import segno
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from partners.models import Instructor
from pembinaan import dates
from pembinaan.problems import RuleBroken
from pembinaan.views import ActionPage, FormPage, ListPage
from trainings.actions.concerns import report_concern
from trainings.actions.instructor_link import (
    accept_marks,
    decline_marks,
    make_link,
    note_concern,
    revoke_link,
)
from trainings.choices import LinkUse
from trainings.forms.concerns import ReportForm
from trainings.forms.instructor_link import ConcernForm, MakeLinkForm, versions_in
from trainings.models import ChecklistTick, Concern, InstructorLink, ProvisionalMark
from trainings.rules.instructor_link import concerns_q, making_problems, spelled
from trainings.sheet import COLUMNS, REFUSED, first_entry_at, row_of
from trainings.views.planning import OfTraining
from trainings.views.roster import KIND_OF, naming_day, text_of
from trainings.views.session_page import RECORD, MarkingPage

MOST_VIEWS = 50


@dataclass
class Waiting:
    """What the instructor ticked for a row, beside what stands on the sheet."""

    row: Any
    name: str
    mark: Any
    steps: list
    text: str
    message: Any = ""

    @property
    def number(self):
        return self.row.number

    @property
    def ticked(self):
        return KIND_OF.get(self.mark.mark) if self.mark else None

    @property
    def present(self):
        return KIND_OF.get(self.row.said.mark)

    @property
    def differs(self):
        """The sheet says something else: not taken along with the others."""
        return bool(self.mark and self.row.said.mark and self.row.said.mark != self.mark.mark)


class InstructorLinkPage(MarkingPage, TemplateView):
    template_name = "trainings/instructor_link.html"
    title = gettext_lazy("Instructor's address")
    secret, problem, answers, form = "", None, (), None

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        try:
            done = getattr(self, f"do_{request.POST.get('do', '').partition(':')[0]}", self.nothing)()
        except RuleBroken as refusal:
            self.problem, done = refusal.problems[0], False
        # The secret is shown in this answer and kept nowhere, so there is nowhere to lead on to.
        if done and not self.secret:
            return HttpResponseRedirect(self.own_address())
        self.object = self.get_object()
        status = 200 if self.secret else 422
        return self.render_to_response(self.get_context_data(), status=status)

    def nothing(self):
        return True

    def do_make(self):
        self.form = self.make_form(self.request.POST)
        if not self.form.is_valid():
            return False
        values = self.form.cleaned_data
        _link, self.secret = make_link(session=self.object, by=self.request.user, **values)
        if not self.secret:
            messages.info(self.request, _("The address was shown once. Make a new one if it was lost."))
        return True

    def do_revoke(self):
        self.run(revoke_link)
        messages.success(self.request, _("The address no longer opens the list."))
        return True

    def do_accept(self):
        self.answers = self.run(accept_marks, versions=versions_in(self.chosen())).answers
        refused = [answer for answer in self.answers if answer.code in REFUSED]
        if number := len(self.answers) - len(refused):
            text = ngettext("%(n)s mark is on the sheet.", "%(n)s marks are on the sheet.", number)
            messages.success(self.request, text % {"n": number})
        return not refused

    def do_decline(self):
        self.run(decline_marks, numbers=list(versions_in(self.chosen())))
        messages.success(self.request, _("Put aside. The sheet stays as it is."))
        return True

    def chosen(self):
        """A row's own button names its row; without a number the rows that may go together."""
        post = self.request.POST.copy()
        if number := post["do"].partition(":")[2]:
            post.setlist("row", [number])
        return post

    def make_form(self, data=None):
        return MakeLinkForm(data, instructors=self.instructors())

    def instructors(self):
        user, teaching = self.request.user, self.object.teaching.values("instructor")
        return Instructor.objects.visible_to(user).filter(pk__in=teaching)

    def own_address(self):
        return reverse("trainings:instructor-link", args=[self.kwargs["pk"], self.kwargs["session"]])

    def get_context_data(self, **kwargs):
        session, user, now = self.object, self.request.user, timezone.now()
        waiting = waiting_rows(session, user, {answer.entry.number: answer for answer in self.answers})
        found = InstructorLink.objects.visible_to(user).filter(session=session)
        links = list(found.select_related("instructor"))
        current = next((link for link in links if not link.revoked_at and link.expires_at > now), None)
        problems = making_problems(session, now)
        views = found.exclude(views=None).order_by("-views__at", "-views__pk")
        return super().get_context_data(
            training=session.training,
            crumbs=self.crumbs(),
            current=current,
            shown=self.shown(current) if self.secret else None,
            lock=problems[0] if problems else None,
            form=self.form or self.make_form(),
            waiting=waiting,
            together=[row for row in waiting if not row.differs],
            remarks=[link for link in links if link.remark],
            views=[
                (at, LinkUse(what).label)
                for at, what in views.values_list("views__at", "views__what")[:MOST_VIEWS]
            ],
            problem=self.problem,
            **kwargs,
        )

    def shown(self, link):
        """The address, for this one answer: as text, as a code and as a message."""
        path = reverse("instructor-page", args=[spelled(self.secret)])
        url = self.request.build_absolute_uri(path)
        text = _("Attendance list of %(training)s, %(when)s: %(url)s (until %(until)s)") % {
            "training": self.object.training.title,
            "when": self.object.when,
            "url": url,
            "until": dates.daytime(link.expires_at),
        }
        phone = link.instructor.phone if link.instructor else ""
        return {
            "url": url,
            "qr": segno.make(url, error="m", micro=False).svg_data_uri(scale=6, border=4),
            "chat": f"https://wa.me/{phone if phone.startswith('628') else ''}?text={quote(text)}",
        }


def waiting_rows(session, user, answers):
    """Rows for which something waits, in three queries whatever their number."""
    marks, steps = {}, {}
    provisional = ProvisionalMark.objects.visible_to(user).filter(link__session=session, settled_at=None)
    for mark in provisional.order_by("at"):
        marks[mark.enrolment_id] = mark
    ticks = ChecklistTick.objects.visible_to(user).filter(session=session, accepted_at=None)
    for tick in ticks.select_related("item").order_by("item__module__order", "item__order"):
        steps.setdefault(tick.enrolment_id, []).append(tick.item.text)
    enrolments = list(session.training.enrolments.with_marks_of(session).with_names())
    rows = {person.pk: row_of(getattr(person, name) for name in COLUMNS) for person in enrolments}
    session.first_entry_at = first_entry_at(rows.values())
    found = []
    for person in enrolments:
        if person.pk not in marks and person.pk not in steps:
            continue
        row, name = rows[person.pk], person.name_for(user, naming_day(session))
        answer = answers.get(person.number)
        message = answer.message if answer and answer.code in REFUSED else ""
        mark, said = marks.get(person.pk), text_of(row.said, {})
        found.append(Waiting(row, str(name), mark, steps.get(person.pk, []), said, message))
    return found


class ConcernList(ListPage):
    model = Concern
    permission = (RECORD, "trainings.reopen_session")
    title = gettext_lazy("Concerns of instructors")
    template_name = "trainings/instructor_concerns.html"
    empty_text = gettext_lazy("No instructor has reported anything.")

    def get_queryset(self):
        rows = concerns_open_to(self.request.user).order_by("-created_at", "-pk")
        return rows.filter(seen_at=None) if self.request.GET.get("state") == "open" else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        name_rows(context["rows"], self.request.user)
        return context


class ConcernPage(ActionPage):
    model = Concern
    permission = (RECORD, "trainings.reopen_session")
    form_class = ConcernForm
    title = gettext_lazy("Concern of an instructor")
    template_name = "trainings/instructor_concern.html"
    submit_label = gettext_lazy("Note it as dealt with")
    success_message = gettext_lazy("Noted.")

    def get_queryset(self):
        return concerns_open_to(self.request.user)

    def act(self, form):
        note_concern(concern=self.object, answer=form.cleaned_data["answer"], by=self.request.user)

    def get_success_url(self):
        return reverse("trainings:concern-list")

    def get_context_data(self, **kwargs):
        name_rows([self.object], self.request.user)
        return super().get_context_data(crumbs=[(ConcernList.title, self.get_success_url())], **kwargs)


class ReportConcern(OfTraining, FormPage):
    """An officer writes down what a partner told."""

    permission = RECORD
    form_class = ReportForm
    title = gettext_lazy("Report a concern")
    template_name = "trainings/form.html"
    submit_label = gettext_lazy("Report")
    success_message = gettext_lazy("Reported. The PK of the client is told on the start page.")
    makes = (Concern,)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"training": self.object, "user": self.request.user}

    def get_initial(self):
        return {"session": self.request.GET["session"]} if "session" in self.request.GET else {}

    def act(self, form):
        values = dict(form.cleaned_data)
        key = values.pop("form_key")
        report_concern(training=self.object, values=values, form_key=key, by=self.request.user)


def concerns_open_to(user):
    rows = Concern.objects.visible_to(user).filter(concerns_q(user))
    return rows.select_related("session__training__office", "enrolment__client", "partner")


def name_rows(concerns, user):
    for concern in concerns:
        person = concern.enrolment
        concern.about = person.name_for(user, naming_day(concern.session)) if person else ""
