"""The papers of a training: what there is, and what is begun."""

from uuid import uuid4

from django.db.models.fields.json import KT
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from pembinaan import dates
from pembinaan.views import DetailPage, ScopedPage, as_uuid
from trainings.actions.papers import start_paper
from trainings.choices import SEATED, PaperKind, PaperState
from trainings.documents.papers import BY_KIND
from trainings.models import Paper
from trainings.rules.papers import may_read
from trainings.views.papers_page import READ, WRITE, WRITE_PERSON
from trainings.views.planning import OfTraining

PRINTED_NAME = "facts__facts__identity__0__1"


class OfOwnTraining(OfTraining):
    """Papers name people and money: they stay within the Bapas."""

    def get_object(self):
        if not self.request.user.sees_people:
            raise Http404
        return super().get_object()

    def papers(self):
        rows = Paper.objects.visible_to(self.request.user).filter(training=self.object)
        return rows.defer("facts", "words").order_by("kind", "-edition")


class PaperList(OfOwnTraining, DetailPage):
    permission = (WRITE, READ)
    template_name = "trainings/paper_list.html"
    title = _("Papers")

    def get_context_data(self, **kwargs):
        papers = list(self.papers().filter(enrolment=None))
        return super().get_context_data(
            kinds=[
                (kind, shown([paper for paper in papers if paper.kind == kind]))
                for kind in PaperKind
                if kind in BY_KIND and kind != PaperKind.GUIDANCE
            ],
            may_write=self.request.user.has_perm(WRITE),
            form_key=uuid4,
            **kwargs,
        )


def called(person, papers, user, today):
    """Of a client who went to another Bapas the name as it was here."""
    return person.client.name if person.client.is_open_to(user, today) else papers[0].printed


def shown(papers):
    """The draft and the last final version; older ones stand on its page."""
    drafts = [paper for paper in papers if paper.state == PaperState.DRAFT]
    return drafts + [paper for paper in papers if paper.state == PaperState.FROZEN][:1]


class PaperPeople(OfOwnTraining, DetailPage):
    """Of the clients whom the user may know."""

    permission = (WRITE_PERSON, READ)
    template_name = "trainings/paper_people.html"
    title = _("Individual guidance reports")

    def get_context_data(self, **kwargs):
        user, today = self.request.user, dates.today(self.request.user.office)
        seated = self.object.enrolments.filter(status__in=SEATED, client__isnull=False)
        people = list(seated.with_names().order_by("number"))
        papers = self.readable(people, user, today)
        lines = [(person, shown(papers[person.pk])) for person in people]
        return super().get_context_data(
            people=[
                (called(person, found, user, today), person, found)
                for person, found in lines
                if found or person.client.is_open_to(user, today)
            ],
            may_write=user.has_perm(WRITE_PERSON),
            form_key=uuid4,
            **kwargs,
        )

    def readable(self, people, user, today):
        """{participant: papers}, with the name that was printed."""
        known, found = {person.pk: person for person in people}, {person.pk: [] for person in people}
        for paper in self.papers().filter(enrolment__in=people).annotate(printed=KT(PRINTED_NAME)):
            paper.enrolment, paper.training = known[paper.enrolment_id], self.object
            if may_read(paper, user, today):
                found[paper.enrolment_id].append(paper)
        return found


class StartPaper(OfOwnTraining, ScopedPage, View):
    """Begins a paper or leads to its draft."""

    http_method_names = ("post",)
    permission = WRITE

    def dispatch(self, request, *args, **kwargs):
        if kwargs.get("kind") not in {kind for kind in BY_KIND if kind != PaperKind.GUIDANCE}:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.started(kind=PaperKind(kwargs["kind"]))

    def started(self, **what):
        key = as_uuid(self.request.POST.get("form_key")) or uuid4()
        paper = start_paper(training=self.object, form_key=key, by=self.request.user, **what)
        return HttpResponseRedirect(reverse("trainings:paper-write", args=[paper.pk]))


class StartPersonPaper(StartPaper):
    permission = WRITE_PERSON

    def dispatch(self, request, *args, **kwargs):
        return ScopedPage.dispatch(self, request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        today = dates.today(request.user.office)
        people = self.object.enrolments.filter(pk=kwargs["enrolment"], client__isnull=False)
        person = people.select_related("client").first()
        if person is None or not person.client.is_open_to(request.user, today):
            raise Http404
        return self.started(kind=PaperKind.GUIDANCE, enrolment=person)
