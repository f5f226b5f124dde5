"""What should be looked at before a paper that is read outside becomes final; it may be meant, so no bar."""

import re

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import PaperKind
from trainings.documents.event import holds_name
from trainings.documents.papers.composing import facts_today, sections_of, told, worded
from trainings.models import Enrolment

NAMELESS = (PaperKind.REPORT, PaperKind.PRESS)
"""Papers in which no participant is named."""
OPEN = re.compile(r"\[[^\]]*\]")


def wording_warnings(paper, facts=None):
    """`facts`: those of today, where they are known already."""
    if paper.kind not in NAMELESS:
        return []
    facts = told(paper, facts_today(paper) if facts is None else facts)
    words = worded(paper, facts)
    return list(_warnings(paper, sections_of(paper, facts), words, names_of(paper.training)))


def names_of(training):
    people = Enrolment._base_manager.filter(training=training).order_by()
    return list(people.values_list(Coalesce("client__name", "guest_name"), flat=True))


def _warnings(paper, sections, words, names):
    # Neither the name nor its row: the writer may not be one who knows the person.
    if named := [str(each.label) for each in sections if holds_name(words[each.name], names)]:
        message = _("A participant is named in: %(parts)s. This paper is read outside the office.")
        yield Problem("named", message % {"parts": ", ".join(named)})
    bracketed = [str(each.label) for each in sections if OPEN.search(words[each.name])]
    if bracketed and paper.kind == PaperKind.PRESS:
        message = _("Words in brackets are still to be filled in: %(parts)s.")
        yield Problem("brackets", message % {"parts": ", ".join(bracketed)})
