"""The work that absences leave, of an office or of one training: one kind at a time, each in pages."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.records import new_id
from pembinaan.views import ListPage
from trainings.absences import PARTS, counts, letters_sent, work
from trainings.choices import BarrierKind, Rung
from trainings.models import Training
from trainings.rules.absence import due_rung, proved_by
from trainings.views.session_page import RECORD

LABELS = {
    "excuses": _("Excuses"),
    "absences": _("Absences"),
    "barriers": _("Barriers"),
    "steps": _("Steps"),
}
EMPTY = {
    "excuses": _("No excuse waits for a decision."),
    "absences": _("Every absence without accepted reason is dealt with."),
    "barriers": _("Nothing that was planned is still to be done."),
    "steps": _("No reminder, letter or meeting is due."),
}
LETTERS_SHOWN = 30


class AbsenceList(ListPage):
    permission = "trainings.view_training"
    title = _("Absences to deal with")
    template_name = "trainings/absence_list.html"

    def may(self):
        return super().may() and self.request.user.sees_people

    def dispatch(self, request, *args, **kwargs):
        self.own = request.GET.get("whose") == "mine"
        return super().dispatch(request, *args, **kwargs)

    def narrowed(self):
        return {"training": self.object, "own": self.own}

    def get_queryset(self):
        self.numbers = counts(self.request.user, **self.narrowed())
        chosen = self.request.GET.get("part")
        filled = [part for part in PARTS if self.numbers[f"n_{part}"]]
        self.part = chosen if chosen in PARTS else (filled or list(PARTS))[0]
        return work(self.part, self.request.user, **self.narrowed())

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            self.describe(row, user)
        parts = [(part, label, self.numbers[f"n_{part}"]) for part, label in LABELS.items()]
        return context | {
            "part": self.part,
            "parts": parts,
            "own": self.own,
            "kinds": BarrierKind.choices,
            "letters": self.letters(user) if self.part == "steps" else [],
            "empty_text": EMPTY[self.part],
            "is_filtered": False,
            "today": dates.today(user.office),
            "may_record": user.has_perm(RECORD),
        }

    def letters(self, user):
        """The newest, to be printed by whoever may know the name."""
        day = dates.today(user.office)
        found = list(letters_sent(user, **self.narrowed())[:LETTERS_SHOWN])
        for letter in found:
            letter.name = letter.enrolment.name_for(user, day)
            letter.is_open = may_read(letter.enrolment, user, day)
        return found

    def describe(self, row, user):
        person = row if self.part == "steps" else row.enrolment
        sheet = None if self.part == "steps" else row.session
        day = dates.today(user.office)
        row.person, row.name, row.key = person, person.name_for(user, day), new_id()
        if sheet is None:
            taken = [step.rung for step in row.ladder_steps.all()]
            row.rung = Rung(due_rung(row.unexcused, taken))
        if self.part == "absences":
            row.takes_excuse = day <= proved_by(sheet)
        if self.part == "excuses":
            row.shows_proof = bool(row.evidence) and may_read(person, user, day)


class AbsencesOfTraining(AbsenceList):
    def get_object(self):
        rows = Training.objects.visible_to(self.request.user)
        training = rows.filter(pk=self.kwargs["pk"]).first()
        if training is None:
            raise Http404
        return training

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Trainings"), reverse("trainings:list")),
            (self.object.title, self.object.get_absolute_url()),
        ]
        return super().get_context_data(crumbs=crumbs, training=self.object, **kwargs)


def may_read(enrolment, user, day):
    """What was handed in about a protected person is for those who may know that person."""
    client = enrolment.client
    return client is None or client.is_open_to(user, day) or not client.is_restricted_on(day)
