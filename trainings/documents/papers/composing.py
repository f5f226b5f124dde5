"""A paper put together: facts, words and frame, the blocks of its kind, and the files drawn from them."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import cached_property

from pembinaan import dates
from pembinaan.accounts.signing import head_of, signature_of
from pembinaan.uploads import read_sealed
from trainings.choices import PaperState
from trainings.documents.drawing import pdf
from trainings.documents.paper import DOTS
from trainings.documents.papers import BY_KIND
from trainings.documents.papers.base import Frame, in_indonesian
from trainings.documents.word import docx
from trainings.models import Attachment
from trainings.photos import SEALED_AS as PHOTO_SEALED_AS

NAMES = {
    "proposal": "Kerangka acuan kerja",
    "invitation": "Surat undangan",
    "assignment": "Surat tugas",
    "report": "Laporan kegiatan",
    "guidance": "Laporan bimbingan",
    "press": "Naskah berita",
}
FILE_NAMES = {
    "proposal": "kak-rab",
    "invitation": "undangan",
    "assignment": "surat-tugas",
    "report": "laporan-kegiatan",
    "guidance": "laporan-bimbingan",
    "press": "naskah-berita",
}


@dataclass
class Composed:
    """What a paper says now: a draft from the data of today, a frozen one as it was frozen."""

    title: str
    facts: dict
    blocks: list
    frame: dict
    draft: bool
    training: Any

    def pdf(self):
        return pdf(self.blocks, title=self.title, draft=self.draft, photos=self.photos)

    def docx(self):
        return docx(self.blocks, title=self.title, draft=self.draft, photos=self.photos)

    @cached_property
    def photos(self):
        """{id: content} of the pictures that are still there."""
        wanted = [block["attachment"] for block in self.blocks if block["is"] == "photo"]
        rows = Attachment._base_manager.filter(training=self.training, pk__in=wanted, removed_at=None)
        return dict(filter(None, map(content_of, rows))) if wanted else {}

    @property
    def kept(self):
        return {"facts": self.facts, "blocks": self.blocks, "frame": self.frame}


def content_of(attachment):
    try:
        return str(attachment.pk), read_sealed(attachment.file, PHOTO_SEALED_AS)
    except (FileNotFoundError, ValueError):
        return None


def title_of(paper):
    """Never with a name: it stands in the window and among the properties of the file."""
    return f"{NAMES[paper.kind]} – {paper.training.title}"


def file_name(paper, ending):
    return f"{FILE_NAMES[paper.kind]}-v{paper.edition}-{paper.pk.hex[-6:]}.{ending}"


@in_indonesian
def facts_today(paper):
    """Figured from the data, for the date of the paper; exactly what would be kept of it."""
    return as_kept(BY_KIND[paper.kind].facts_of(paper.training, paper.dated_on, paper.enrolment))


def as_kept(value):
    return json.loads(json.dumps(value))


def told(paper, facts):
    """Without what was not chosen for this paper."""
    narrowed = getattr(BY_KIND[paper.kind], "told", None)
    return narrowed(facts, paper.words) if narrowed else facts


@in_indonesian
def sections_of(paper, facts):
    return BY_KIND[paper.kind].sections(facts)


def worded(paper, facts):
    """{name: text} of all sections: as staff worded them, else as the data propose."""
    return {
        section.name: paper.words.get(section.name, section.text) for section in sections_of(paper, facts)
    }


def compose(paper, facts=None, *, draft=True):
    """What a draft says now; `facts` where they are known already. A final paper says what was kept of it."""
    title, training = title_of(paper), paper.training
    if paper.state == PaperState.FROZEN:
        return Composed(title, draft=False, training=training, **paper.facts)
    facts = told(paper, facts_today(paper) if facts is None else facts)
    frame, words = frame_of(paper), paper.words | worded(paper, facts)
    return Composed(
        title=title,
        facts=facts,
        blocks=drawn(paper, facts, words, frame),
        frame=as_kept(asdict(frame)),
        draft=draft,
        training=training,
    )


@in_indonesian
def drawn(paper, facts, words, frame):
    return as_kept(BY_KIND[paper.kind].blocks(facts, words, frame))


@in_indonesian
def frame_of(paper):
    office, day = paper.training.office, paper.dated_on
    return Frame(
        head=head_of(office, day),
        number=paper.number,
        dated=dates.day(day),
        signatories=(signature(paper.signatory or signature_of(office, day)),),
        place=office.city or office.name,
    )


def signature(signs):
    """Title line, name and NIP; where nobody can be named, the name is written by hand."""
    post = getattr(signs, "title_line", None) or signs.post
    lines = "\n".join(line for line in (post, signs.own_post) if line)
    return lines, signs.name or DOTS, signs.employee_number
