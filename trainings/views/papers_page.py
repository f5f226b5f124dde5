"""One paper with its versions, and what every page about it shares."""

from uuid import uuid4

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.views import DetailPage, ScopedPage
from trainings.choices import PaperKind, PaperState
from trainings.documents.papers.composing import facts_today, sections_of, told, worded
from trainings.documents.papers.differing import differences
from trainings.models import Paper
from trainings.rules.papers import number_warnings

WRITE, WRITE_PERSON = "trainings.write_paper", "trainings.write_guidance_report"
READ = "trainings.approve_training"


def write_permission(kind):
    return WRITE_PERSON if kind == PaperKind.GUIDANCE else WRITE


class OfPaper(ScopedPage):
    """A page about one paper; of an individual report only for those who may know the client."""

    model = Paper

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related(
                *("training__office", "training__programme", "training__partner"),
                *("enrolment__client__counsellor", "signatory"),
            )
        )

    def get_object(self):
        paper, user = super().get_object(), self.request.user
        if paper.enrolment and not paper.enrolment.client.is_open_to(user, dates.today(user.office)):
            raise Http404
        return paper

    def may(self):
        return self.may_write() or self.request.user.has_perm(READ)

    def may_write(self):
        return self.request.user.has_perm(write_permission(self.object.kind))

    def address(self):
        return reverse("trainings:paper", args=[self.object.pk])

    def list_url(self):
        name = "paper-people" if self.object.enrolment_id else "paper-list"
        return reverse(f"trainings:{name}", args=[self.object.training_id])

    def person(self):
        return self.object.enrolment and self.object.enrolment.client.name

    def get_context_data(self, **kwargs):
        training = self.object.training
        crumbs = [
            (_("Trainings"), reverse("trainings:list")),
            (training.title, training.get_absolute_url()),
            (_("Papers"), self.list_url()),
        ]
        return super().get_context_data(
            **{"crumbs": crumbs, "training": training, "person": self.person()} | kwargs
        )

    def number_warnings(self):
        """Papers whose number stands on another one."""
        paper = self.object
        if not paper.number:
            return []
        rows = Paper.objects.visible_to(self.request.user).filter(kind=paper.kind, number=paper.number)
        same = rows.exclude(training=paper.training_id, enrolment=paper.enrolment_id)
        return number_warnings(paper.number, list(same.select_related("training")[:1]))


class PaperPage(OfPaper, DetailPage):
    template_name = "trainings/paper.html"

    def get_title(self):
        return self.object.get_kind_display()

    def get_context_data(self, **kwargs):
        paper = self.object
        final = paper.state == PaperState.FROZEN
        versions = Paper.objects.visible_to(self.request.user).filter(
            training=paper.training_id, kind=paper.kind, enrolment=paper.enrolment_id
        )
        return super().get_context_data(
            paper=paper,
            final=final,
            differences=differences(paper) if final else [],
            parts=[] if final else parts_of(paper),
            versions=versions.defer("facts", "words").order_by("-edition"),
            warnings=self.number_warnings(),
            may_write=self.may_write(),
            form_key=uuid4,
            **kwargs,
        )


def parts_of(paper):
    facts = told(paper, facts_today(paper))
    words = worded(paper, facts)
    return [(section.label, words[section.name]) for section in sections_of(paper, facts)]
