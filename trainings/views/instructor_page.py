"""The page behind an instructor's address, open to whoever holds it; it names nobody in full."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView

from pembinaan import dates
from pembinaan.accounts.limits import per_address
from pembinaan.errors import page_not_found
from pembinaan.problems import RuleBroken, add_problems
from pembinaan.scoping import unscoped
from trainings.actions.instructor_link import note_use, people_of, save_by_link, session_of
from trainings.choices import LinkUse
from trainings.forms.instructor_link import InstructorForm, ticks_in
from trainings.models import InstructorLink
from trainings.rules.instructor_link import (
    TICKABLE,
    code_of,
    first_name,
    hash_of,
    is_listed,
    opening_problems,
    steps_of,
    ticking_problems,
    version_of,
    with_sheet_state,
)
from trainings.sheet import Code
from trainings.views.roster import KIND_OF

LETTER_OF = {mark: letter for letter, mark in TICKABLE.items()}
KINDS = [(letter, KIND_OF[mark]) for letter, mark in TICKABLE.items()]
LABELS = {letter: kind.label for letter, kind in KINDS}

unknown = per_address("unknown-link", "20/m/ip")(page_not_found)


def find_link(secret):
    """Nobody is logged in: the secret in the address is the key, and what is read follows from its link."""
    with unscoped("the secret in the address is the key"):
        found = with_sheet_state(InstructorLink.objects).filter(secret_hash=hash_of(secret))
        return found.first()


@dataclass
class Line:
    """A row as the instructor sees it."""

    number: int
    name: str
    letter: str = ""
    shown: str = ""
    """The mark that is kept already; `letter` is what was sent and not kept yet."""
    at: datetime | None = None
    collides: bool = False
    """Somebody else ticked something different meanwhile."""
    steps: list = field(default_factory=list)

    @property
    def version(self):
        return version_of(self.at)

    @property
    def label(self):
        return LABELS.get(self.shown, "")

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
        self.link, self.now = find_link(kwargs["secret"]), timezone.now()
        if self.link is None:
            return unknown(request)
        self.session = session_of(self.link)
        if opening_problems(self.link, self.session, self.now):
            return self.gone()
        with timezone.override(self.session.training.office.zone):
            return super().dispatch(request, *args, **kwargs)

    def gone(self):
        note_use(link=self.link, what=LinkUse.REFUSED)
        return render(self.request, "trainings/instructor_gone.html", status=410)

    def get(self, request, *args, **kwargs):
        note_use(link=self.link, what=LinkUse.OPENED)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"remark": self.link.remark, "known_remark": self.link.remark}

    def form_valid(self, form):
        try:
            kept = save_by_link(link=self.link, sent=form.sent())
        except RuleBroken as refusal:
            if refusal.codes & {"expired", "closed"}:
                return self.gone()
            add_problems(form, refusal.problems)
            return self.form_invalid(form, status=409)
        add_problems(form, kept.problems)
        if self.is_script():
            return JsonResponse(answer_of(kept, form), status=422 if kept.problems else 200)
        if not kept.is_whole:
            form.data = form.data.copy()
            form.data["known_remark"] = kept.link.remark
            return self.shown_again(form)
        if kept.done:
            messages.success(self.request, _("Sent to the Bapas. An officer looks at it."))
        else:
            messages.info(self.request, _("Nothing has changed."))
        return HttpResponseRedirect(self.request.path)

    def form_invalid(self, form, status=422):
        note_use(link=self.link, what=LinkUse.REFUSED)
        if self.is_script():
            return JsonResponse({"message": first_message(form)}, status=status)
        return self.shown_again(form)

    def shown_again(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def is_script(self):
        """A script sends the same fields, only fewer at a time, and asks what became of them."""
        return self.request.headers.get("Accept") == "application/json"

    def get_context_data(self, **kwargs):
        problems = ticking_problems(self.session, self.now)
        lines = lines_of(self.session, self.link, self.request.POST)
        return super().get_context_data(
            title=self.session.training.title,
            session=self.session,
            link=self.link,
            lines=lines,
            collides=any(line.collides for line in lines),
            kinds=KINDS,
            lock=problems[0] if problems else None,
            **kwargs,
        )


def lines_of(session, link, post):
    """The rows of the list; what was sent and not kept stands in them once more."""
    facts = ("number", "status", "starts_on", "ends_on", "guest_name", "training")
    person = ("name", "category", "birth_date", "restricted_flag")
    people = people_of(session, link).select_related("client")
    people = people.only(*facts, *(f"client__{name}" for name in person))
    items = list(steps_of(session).values_list("pk", "text"))
    ticks = {}
    for enrolment, item, accepted in session.ticks.values_list("enrolment", "item", "accepted_at"):
        ticks.setdefault(enrolment, {})[item] = accepted
    sent = ticks_in(post)
    lines = []
    for row in people:
        if is_listed(row, session.day):
            line = line_of(row, first_name(row, session), items, ticks.get(row.pk, {}))
            lines.append(typed_again(line, row, sent))
    return lines


def line_of(row, name, items, ticks):
    letter = LETTER_OF.get(row.ticked_mark, "")
    steps = [
        Step(f"{row.number}:{pk}", text, pk in ticks, pk in ticks, bool(ticks.get(pk))) for pk, text in items
    ]
    return Line(row.number, name, letter, letter, row.ticked_at, steps=steps)


def typed_again(line, row, sent):
    if tick := sent["marks"].get(row.number):
        line.letter, line.collides = tick.letter, code_of(row, tick) == Code.CONFLICT
    for step in line.steps:
        pair = tuple(map(int, step.key.split(":")))
        step.ticked = (
            step.accepted or pair in sent["ticked"] or (step.ticked and pair not in sent["unticked"])
        )
    return line


def answer_of(kept, form):
    """What became of the rows that a script sent, and every row as it is now; names stay on the page."""
    rows = [
        {
            "n": row.number,
            "m": LETTER_OF.get(row.ticked_mark, ""),
            "v": version_of(row.ticked_at),
            "at": hour(row.ticked_at) if row.ticked_at else "",
        }
        for row in kept.rows.values()
    ]
    return {
        "rows": rows,
        "codes": kept.codes,
        "steps": {f"{number}:{item}": ticked for (number, item), ticked in kept.steps.items()},
        "remark": kept.link.remark,
        "saved": hour(timezone.now()),
        "message": first_message(form),
    }


def hour(moment):
    return f"{dates.local(moment):%H.%M}"


def first_message(form):
    return next((errors[0] for errors in form.errors.values()), "")
