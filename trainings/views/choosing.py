from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clients.actions.trail import note_search
from clients.models import Client
from pembinaan.paging import Page, page_of_ranked
from pembinaan.views import FormPage, ListPage
from trainings.actions.choosing import Choice
from trainings.actions.enrolment import enrol_many, nominate_many
from trainings.eligibility import ENDED, LISTED, ends_before_last_follow_up, with_hindrances
from trainings.filters import CandidateFilter
from trainings.forms.enrolment import WHY, ChosenForm, ListedForm
from trainings.models import Training
from trainings.overview import MAY_PICK
from trainings.rules.enrolment import enrolment_problems
from trainings.rules.shortlist import may_bend
from trainings.shortlist import Shortlist, appointments
from trainings.views.planning import OfTraining

EXCLUDED_SHOWN = 40
"""Beyond that a search finds them."""
LEFT_OUT = (LISTED.code, ENDED.code)
"""Excluded for a reason that the list of participants and the register tell: shown when looked for."""


class Picking(OfTraining):
    """Who gives seats enrols; who may only put clients forward nominates, with a reason."""

    permission = MAY_PICK

    @property
    def is_nominating(self):
        return not self.request.user.has_perm("trainings.enrol_client")

    def get_object(self):
        rows = Training.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"])
        training = rows.with_page_facts().with_seat_counts().with_last_day().first()
        if training is None:
            raise Http404
        return training

    @cached_property
    def shortlist(self):
        pool = Client.objects.visible_to(self.request.user)
        return Shortlist(self.object, pool, nominations=not self.is_nominating)

    def people(self, standings):
        """The clients of these standings, each with what is shown beside the name."""
        ids = [standing.pk for standing in standings]
        rows = with_hindrances(Client.objects.visible_to(self.request.user).filter(pk__in=ids), self.object)
        found, booked = {row.pk: row for row in rows.with_page_facts()}, appointments(self.object, ids)
        for standing in standings:
            client = found[standing.pk]
            client.standing, client.appointments = standing, booked.get(client.pk, [])
            client.ends_early = ends_before_last_follow_up(client, self.object.last_day)
            client.problems = enrolment_problems(client) if standing.hindered else []
            client.may_bend = may_bend(client.problems) and not self.is_nominating
        return [found[pk] for pk in ids]


class Candidates(Picking, ListPage):
    """The shortlist: the best first with the reasons, and below it who is excluded and why."""

    template_name = "trainings/candidates.html"
    title = _("Choose participants")
    filterset_class = CandidateFilter
    searches = True
    empty_text = _("No client of the office can take part: see who is on the list already.")
    excluded, more_excluded = (), 0

    def get_queryset(self):
        return self.shortlist.pool

    def page_of(self, rows, cursors):
        if not self.object.is_open_for_enrolment:
            return Page()
        ranked, excluded = self.shortlist.ranked, self.shortlist.excluded
        if rows is not self.shortlist.pool:
            narrowed = set(rows.values_list("pk", flat=True))
            ranked, excluded = ([s for s in part if s.pk in narrowed] for part in (ranked, excluded))
        else:
            excluded = [standing for standing in excluded if standing.hindered[0] not in LEFT_OUT]
        page = page_of_ranked(ranked, cursors, size=self.page_size)
        shown = excluded[:EXCLUDED_SHOWN]
        people = self.people([*page.rows, *shown])
        page.rows, self.excluded = people[: len(page.rows)], people[len(page.rows) :]
        self.more_excluded = len(excluded) - len(shown)
        return page

    def get_context_data(self, **kwargs):
        context = super().get_context_data(is_nominating=self.is_nominating, **kwargs)
        form = ChosenForm(user=self.request.user, nominating=self.is_nominating)
        fields = [field for field in form if field.name not in ("client", *WHY)]
        if context["words"]:
            note_search(hits=context["page"].total, by=self.request.user)
        first = context["page"].before is None and not context["is_filtered"]
        return context | {
            "form": form,
            "fields": fields,
            "excluded": self.excluded,
            "excluded_total": len(self.excluded) + self.more_excluded,
            "more_excluded": self.more_excluded,
            "first_seats": min(self.object.free_seats, len(context["rows"])) if first else 0,
        }


class EnrolChosen(Picking, FormPage):
    """Takes the ticks of the shortlist. Where somebody is refused, every row is answered."""

    http_method_names = ["post"]
    form_class = ChosenForm
    template_name = "trainings/answers.html"
    title = _("Choose participants")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "nominating": self.is_nominating}

    def form_valid(self, form):
        self.answers = []
        response = super().form_valid(form)
        if any(answer.problems for answer in self.answers):
            return self.render_to_response(self.get_context_data(answers=self.answers, form=None))
        return response

    def form_invalid(self, form):
        if "client" in form.cleaned_data and any(form.has_error(name) for name in WHY):
            return self.ask_why(form)
        for errors in form.errors.values():
            messages.error(self.request, errors[0])
        return HttpResponseRedirect(reverse("trainings:candidates", args=[self.object.pk]))

    def ask_why(self, form):
        """Nothing is written yet: shows who is passed over or taken in spite of a rule, and asks why."""
        ids = set(map(str, form.cleaned_data["client"]))
        standings = self.shortlist.standings
        ticked = [standing for pk, standing in standings.items() if str(pk) in ids]
        skipped = self.people(self.shortlist.passed_over([standing.pk for standing in ticked]))
        bent = [c for c in self.people([s for s in ticked if s.hindered]) if c.may_bend]
        if "asked" not in self.request.POST:
            form.errors.clear()
        # Not a rule of the form but of this choice; here only so that they are not called optional.
        form.fields["passed_reason"].required, form.fields["passed_note"].required = bool(skipped), bool(bent)
        self.template_name = "trainings/choice_reason.html"
        context = self.get_context_data(form=form, ticked=ids, skipped=skipped, bent=bent)
        return self.render_to_response(context, status=422)

    def act(self, form):
        chosen, by = {"training": self.object, "clients": form.clients}, self.request.user
        if self.is_nominating:
            self.answers = nominate_many(**chosen, reason=form.cleaned_data["reason"], by=by)
            return
        reason, note = (form.cleaned_data[name] for name in WHY)
        choice = Choice(self.shortlist.pool, reason, note)
        self.answers = enrol_many(**chosen, starts_on=form.cleaned_data["starts_on"], choice=choice, by=by)

    def get_success_message(self):
        if any(answer.problems for answer in self.answers):
            return ""
        return " ".join(told(self.answers)) or _("Nobody was added.")


def told(answers):
    """How many got what, in words."""
    count = {name: sum(a.outcome == name for a in answers) for name in ("enrolled", "waiting", "nominated")}
    words = {
        "enrolled": ngettext("%(n)s has a seat.", "%(n)s have a seat.", count["enrolled"]),
        "waiting": ngettext("%(n)s waits.", "%(n)s wait.", count["waiting"]),
        "nominated": ngettext("%(n)s is nominated.", "%(n)s are nominated.", count["nominated"]),
    }
    return [words[name] % {"n": number} for name, number in count.items() if number]


class NominateList(OfTraining, FormPage):
    """Nominates a pasted list. Whoever is unknown and whoever may not be seen get one and the same answer."""

    permission = "trainings.nominate_client"
    form_class = ListedForm
    template_name = "trainings/nominate_list.html"
    title = _("Nominate from a list")
    submit_label = _("Nominate")

    def form_valid(self, form):
        self.rows = []
        response = super().form_valid(form)
        if all(answer and answer.enrolment for _number, answer in self.rows):
            return response
        # What was not nominated stays in the field.
        left = [number for number, answer in self.rows if not (answer and answer.enrolment)]
        again = ListedForm(initial={"numbers": "\n".join(left), "reason": form.cleaned_data["reason"]})
        return self.render_to_response(self.get_context_data(form=again, rows=self.rows))

    def act(self, form):
        numbers, by = form.cleaned_data["numbers"], self.request.user
        clients = Client.objects.visible_to(by).filter(register_number__in=numbers, office=by.office)
        clients = clients.in_name_order()
        answers = nominate_many(
            training=self.object, clients=clients, reason=form.cleaned_data["reason"], by=by
        )
        found = {answer.client.register_number: answer for answer in answers}
        self.rows = [(number, found.get(number)) for number in numbers]

    def get_success_message(self):
        return " ".join(told([answer for _number, answer in self.rows if answer]))
