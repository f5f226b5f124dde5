"""The page behind an instructor's address, open to whoever holds it; it names nobody in full."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView

from pembinaan.accounts.limits import per_address
from pembinaan.errors import page_not_found
from pembinaan.problems import RuleBroken, add_problems
from pembinaan.scoping import unscoped
from trainings.actions.instructor_link import note_use, save_by_link, session_of
from trainings.choices import LinkUse
from trainings.forms.instructor_link import InstructorForm, steps_in, ticks_in
from trainings.models import InstructorLink
from trainings.rules.instructor_link import (
    TICKABLE,
    first_name,
    hash_of,
    is_listed,
    opening_problems,
    steps_of,
    ticking_problems,
)
from trainings.views.roster import KIND_OF

LETTER_OF = {mark: letter for letter, mark in TICKABLE.items()}
KINDS = [(letter, KIND_OF[mark]) for letter, mark in TICKABLE.items()]

unknown = per_address("unknown-link", "20/m/ip")(page_not_found)


def find_link(secret):
    """Nobody is logged in: the secret in the address is the key, and what is read follows from its link."""
    with unscoped("the secret in the address is the key"):
        links = InstructorLink.objects.select_related("session__training__office")
        return links.filter(secret_hash=hash_of(secret)).first()


@dataclass
class Line:
    """A row as the instructor sees it."""

    number: int
    name: str
    letter: str = ""
    shown: str = ""
    """The mark that is kept already; `letter` is what was sent and not kept yet."""
    steps: list = field(default_factory=list)

    @property
    def ticked_steps(self):
        return sum(step.ticked for step in self.steps)


@dataclass
class Step:
    key: str
    text: str
    ticked: bool
    shown: bool
    accepted: bool


@method_decorator([login_not_required, per_address("instructor", "120/m/ip")], name="dispatch")
class InstructorPage(FormView):
    form_class = InstructorForm
    template_name = "trainings/instructor_page.html"
    http_method_names = ("get", "head", "post")

    def dispatch(self, request, *args, **kwargs):
        response = self.answer(request, *args, **kwargs)
        # Not "no-referrer": with it a browser hides where its own form comes from, and the form is refused.
        kept = response.status_code not in (404, 410, 429)
        response["Referrer-Policy"] = "strict-origin" if kept else "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "no-store"
        # Rendered here, while what it reads is still reached from the link.
        return response.render() if hasattr(response, "render") and not response.is_rendered else response

    def answer(self, request, *args, **kwargs):
        self.link = find_link(kwargs["secret"])
        if self.link is None:
            return unknown(request)
        self.session, self.now = session_of(self.link), timezone.now()
        if opening_problems(self.link, self.session, self.now):
            return self.gone()
        with timezone.override(self.session.training.office.zone):
            self.lines = self.read_lines()
            return super().dispatch(request, *args, **kwargs)

    def gone(self):
        note_use(link=self.link, what=LinkUse.REFUSED)
        return render(self.request, "trainings/instructor_gone.html", status=410)

    def get(self, request, *args, **kwargs):
        note_use(link=self.link, what=LinkUse.OPENED)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"numbers": [line.number for line in self.lines]}

    def get_initial(self):
        return {"remark": self.link.remark}

    def form_valid(self, form):
        try:
            done = save_by_link(link=self.link, sent=form.sent())
        except RuleBroken as refusal:
            if refusal.codes & {"expired", "closed"}:
                return self.gone()
            add_problems(form, refusal.problems)
            return self.form_invalid(form)
        if done:
            messages.success(self.request, _("Sent to the Bapas. An officer looks at it."))
        else:
            messages.info(self.request, _("Nothing has changed."))
        return HttpResponseRedirect(self.request.path)

    def form_invalid(self, form):
        note_use(link=self.link, what=LinkUse.REFUSED)
        self.show_again(self.request.POST)
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def read_lines(self):
        session = self.session
        needed = ("name", "category", "birth_date", "restricted_flag")
        people = (
            session.training.enrolments.meant_by(session)
            .with_status_in(session)
            .select_related("client")
            .order_by("number")
            .only(
                *("number", "status", "starts_on", "ends_on", "guest_name", "training"),
                *(f"client__{name}" for name in needed),
            )
        )
        marks = dict(self.link.marks.values_list("enrolment", "mark"))
        ticks = {}
        for enrolment, item, accepted in session.ticks.values_list("enrolment", "item", "accepted_at"):
            ticks.setdefault(enrolment, {})[item] = accepted
        items = list(steps_of(session).values_list("pk", "text"))
        return [
            line_of(row, first_name(row, session), marks.get(row.pk), items, ticks.get(row.pk, {}))
            for row in people
            if is_listed(row, session.day)
        ]

    def show_again(self, post):
        """What was sent and not kept stands in the page once more."""
        sent, steps = ticks_in(post)["marks"], steps_in(post.getlist("step"))
        for line in self.lines:
            line.letter = sent.get(line.number, line.letter)
            for step in line.steps:
                step.ticked = step.accepted or tuple(map(int, step.key.split(":"))) in steps

    def get_context_data(self, **kwargs):
        problems = ticking_problems(self.session, self.now)
        return super().get_context_data(
            title=self.session.training.title,
            session=self.session,
            link=self.link,
            lines=self.lines,
            kinds=KINDS,
            lock=problems[0] if problems else None,
            **kwargs,
        )


def line_of(row, name, mark, items, ticks):
    letter = LETTER_OF.get(mark, "")
    steps = [
        Step(f"{row.number}:{pk}", text, pk in ticks, pk in ticks, bool(ticks.get(pk))) for pk, text in items
    ]
    return Line(row.number, name, letter, letter, steps)
