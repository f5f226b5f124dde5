"""A training with a budget, and its papers begun, worded and made final, for the tests of papers."""

import pypdfium2

from pembinaan.records import new_id
from pembinaan.uploads import read_sealed
from tests import make
from trainings.actions.papers import SEALED_AS, freeze_paper, start_paper, write_paper
from trainings.models import BudgetLine, Paper


def planned(cast):
    made = make.training(cast.palu, title="Bawang *goreng* #emph[x]", sessions=2)
    line(made, "Bawang merah", 1_250_000)
    return made


def line(training, name, price):
    order = training.budget_lines.count() + 1
    values = {"source": "dipa", "quantity": 2, "unit": "kg", "unit_price": price}
    return BudgetLine.objects.create(training=training, order=order, name=name, **values)


def start(training, kind, user, **more):
    return start_paper(training=training, kind=kind, form_key=new_id(), by=user, **more)


def write(paper, user, **words):
    values = {"words": words, "dated_on": paper.dated_on, "number": paper.number, "signatory": None}
    return write_paper(paper=paper, values=values, version=paper.version, by=user)


def freeze(paper, user, **more):
    return freeze_paper(paper=paper, version=paper.version, by=user, **more)


def final(training, kind, user, **more):
    paper = start(training, kind, user, **more)
    if kind == "assignment":
        paper = write(paper, user, staff=[str(user.pk)])
    return freeze(paper, user)


def content_of(paper):
    paper = Paper._base_manager.get(pk=paper.pk)
    return read_sealed(paper.file, SEALED_AS)


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    return " ".join(pages)
