"""One paper with its versions, and what every page about it shares."""

from uuid import uuid4

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.views import DetailPage, ScopedPage
from trainings.choices import PaperKind, PaperState
from trainings.documents.papers.composing import facts_today, sections_of, told, worded
from trainings.documents.papers.differing import differences
from trainings.documents.papers.guidance import printed_name
from trainings.models import Paper
from trainings.rules.papers import may_read, number_warnings

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
        if not may_read(paper, user, dates.today(user.office)):
            raise Http404
        return paper

    @cached_property
    def is_of_the_past(self):
        """The client went to another Bapas: what is kept is read, nothing is asked or written any more."""
        person = self.object.enrolment
        return bool(person) and not person.client.is_open_to(
            self.request.user, dates.today(self.request.user.office)
        )

    def may(self):
        return self.request.user.has_perm(READ) or self.holds_right()

    def holds_right(self):
        return self.request.user.has_perm(write_permission(self.object.kind))

    def may_write(self):
        return self.holds_right() and not self.is_of_the_past

    def address(self):
        return reverse("trainings:paper", args=[self.object.pk])

    def list_url(self):
        name = "paper-people" if self.object.enrolment_id else "paper-list"
        return reverse(f"trainings:{name}", args=[self.object.training_id])

    def person(self):
        if self.is_of_the_past:
            return printed_name(self.object.facts["facts"])
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
        final, past = paper.state == PaperState.FROZEN, self.is_of_the_past
        versions = Paper.objects.visible_to(self.request.user).filter(
            training=paper.training_id, kind=paper.kind, enrolment=paper.enrolment_id
        )
        if past:
            versions = versions.filter(state=PaperState.FROZEN)
        return super().get_context_data(
            paper=paper,
            final=final,
            past=past,
            differences=differences(paper) if final and not past else [],
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
