"""A certificate on paper, drawn from the facts that are kept with it and from nothing else."""

import segno

from pembinaan.text import squeeze
from trainings.documents.paper import source, typeset

SOURCE = source("certificate.typ")
STANDARDS = ("ua-1", "a-2a")
FILE_SIGNS = "-_()"


def certificate_pdf(facts, *, sample=False):
    """The certificate as PDF; a sample says so across the page."""
    return drawn(page_data(facts, sample), pdf_standards=list(STANDARDS))


def drawn(data, path=SOURCE, **options):
    return typeset(path, data, **options)


def page_data(facts, sample=False):
    # The address in a code says nothing that the line beside it does not say.
    return facts | {"sample": sample, "qr": qr_of(facts["address_of_check"])}


def qr_of(address):
    """Drawn as one path; the quiet zone around it is part of the picture."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(scale=1, border=4, dark="#000", light="#fff", omitsize=True)


def file_name(number):
    """Sertifikat SERT-0007-PALU-IX-2025.pdf: it names nobody."""
    kept = "".join(sign if sign.isalnum() or sign in FILE_SIGNS else "-" for sign in number)
    return f"Sertifikat {squeeze(kept)}.pdf"
