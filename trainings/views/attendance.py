"""The attendance sheet of a session: one page that works as a plain form."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.accounts.devices import sealed_for
from pembinaan.problems import RuleBroken
from trainings.actions.attendance import copy_marks, record_attendance, undo_last
from trainings.actions.attendance_sheet import attest_session
from trainings.choices import Mark, Via
from trainings.forms.attendance import LETTERS, BadSheet, entries_of_form, entry_of_choice, whole
from trainings.policy import ROSTER_PAGE
from trainings.rules.absence import proved_by
from trainings.rules.attendance import FINAL, MINUTE, closes_if_written, opens_at, sheet_problems, state_of
from trainings.sheet import REFUSED, Code, Entry, Said
from trainings.views.also_open import also_open
from trainings.views.roster import FILTERS, KIND_OF, KINDS, Roster
from trainings.views.session_page import RECORD, MarkingPage
from trainings.views.sheet_parts import address_of_parts

STATES = {
    "not_open": ("mute", "hourglass", gettext_lazy("Not open yet")),
    "open": ("brand", "play-circle-fill", gettext_lazy("Open")),
    "closed": ("ok", "check2-all", gettext_lazy("Closed")),
    "locked": ("mute", "lock-fill", gettext_lazy("Locked")),
    "cancelled": ("bad", "slash-circle", gettext_lazy("Cancelled")),
}


class ShownSheet(MarkingPage, TemplateView):
    """The page; `answers` and `problem` tell what became of what was sent."""

    template_name = "trainings/attendance.html"
    problem = None
    answers = ()
    opened = ()

    def may(self):
        user, reads = self.request.user, self.request.method in ("GET", "HEAD")
        return user.has_perm(RECORD) or (reads and user.has_perm("trainings.view_training"))

    def get(self, request, *args, **kwargs):
        self.opened = [whole(number) for number in request.GET.getlist("open")]
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        session, user, now = self.object, self.request.user, timezone.now()
        roster = Roster(session, user)
        roster.show_answers(self.answers, user, now)
        roster.open(self.opened)
        problems = sheet_problems(session, now)
        return super().get_context_data(
            **page_of_people(roster, self.request.GET),
            roster=roster,
            training=session.training,
            writable=not problems and user.has_perm(RECORD),
            may_record=user.has_perm(RECORD),
            lock=problems[0] if problems else None,
            problem=self.problem,
            refused=[person for person in roster.people if person.message],
            state=STATES[state_of(session, now)],
            state_name=state_of(session, now),
            now=now.isoformat(),
            opens_at=opens_at(session) if now < opens_at(session) else None,
            closes_at=closes_if_written(session, now) - MINUTE,
            kinds=KINDS,
            parts_url=address_of_parts(roster.offered_reasons()),
            others=also_open(session.pk, user),
            excuse_open=dates.today(session.training.office) <= proved_by(session),
            final=bool(problems) and problems[0].code in FINAL,
            near=0 <= (session.day - dates.today(session.training.office)).days <= 1,
            user_seal=sealed_for(user),
            **kwargs,
        )

    def get_title(self):
        return f"{self.object.training.title} · {self.object.label}"


def page_of_people(roster, asked):
    """The chosen filter and order; above 200 people, a page of them."""
    status, sort = asked.get("status", ""), asked.get("sort", "")
    chosen = roster.chosen(status, sort)
    pages = max(1, -(-len(chosen) // ROSTER_PAGE))
    number = min(max(whole(asked.get("page")), 1), pages)
    return {
        "people": chosen[(number - 1) * ROSTER_PAGE : number * ROSTER_PAGE],
        "status": status if status in FILTERS else "",
        "chosen_kind": KIND_OF.get(status),
        "by_name": sort == "name",
        "page_number": number,
        "page_numbers": range(1, pages + 1) if pages > 1 else (),
    }


class SheetPage(ShownSheet):
    """The same, and what its buttons do without a script."""

    def post(self, request, *args, **kwargs):
        step, _colon, value = request.POST.get("do", "save").partition(":")
        try:
            self.answers = self.step(step, value, entries_of_form(request.POST))
        except BadSheet:
            self.answers = self.step("save", "", entries_of_form(request.POST))
        except RuleBroken as refusal:
            self.problem = refusal.problems[0]
        if self.problem or any(answer.code in REFUSED for answer in self.answers):
            self.object = self.get_object()
            return self.render_to_response(self.get_context_data(), status=422)
        return HttpResponseRedirect(self.next_address(step, value))

    def step(self, step, value, entries):
        """Store what the form holds, together with what its button asks for."""
        if step == "undo":
            return self.run(undo_last, marks=entries).answers
        if step == "clear":
            entries.append(Entry(whole(value), Said(), whole(self.request.POST.get(f"v{value}"))))
        elif step == "copy":
            return self.tell_copy(self.run(copy_marks, marks=entries).answers[len(entries) :])
        elif step == "take":
            entries.append(entry_of_choice(value))
        rest = LETTERS.get(value, "") if step == "fill" else ""
        step = "save" if step == "fill" and not rest else step
        if step == "attest" and not entries:
            return self.close([])
        answers = self.run(record_attendance, marks=entries, via=Via.FORM, rest=rest).answers
        if step == "fill":
            self.tell_fill(answers[len(entries) :], rest)
        return self.close(answers) if step == "attest" else answers

    def close(self, answers):
        """What was stored with it stays, even if the sheet cannot be closed yet."""
        if not any(answer.code in REFUSED for answer in answers):
            try:
                self.run(attest_session)
            except RuleBroken as refusal:
                self.problem = refusal.problems[0]
        return answers

    def tell_fill(self, answers, mark):
        number = sum(1 for answer in answers if answer.code == Code.STORED)
        text = ngettext("%(number)s marked: %(mark)s.", "%(number)s marked: %(mark)s.", number)
        messages.success(self.request, text % {"number": number, "mark": Mark(mark).label})

    def tell_copy(self, answers):
        number = sum(1 for answer in answers if answer.code == Code.STORED)
        text = ngettext("%(number)s mark is copied.", "%(number)s marks are copied.", number)
        messages.success(self.request, text % {"number": number})
        return answers

    def next_address(self, step, value):
        query = self.request.GET.copy()
        query.pop("open", None)
        if step == "edit":
            query["open"] = value
        place = f"#p{whole(value)}" if step in ("edit", "clear") else ""
        return self.address() + (f"?{query.urlencode()}" if query else "") + place
