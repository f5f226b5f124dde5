"""Papers as PDF: any list of blocks, tagged for readers and fit for keeping (PDF/UA-1, PDF/A-2a)."""

import io
import json
from base64 import b64encode

import typst
from PIL import Image

from trainings.documents.paper import source

STANDARDS = ["ua-1", "a-2a"]
MOST_PIXELS = 1600
"""Of a side of a photo: enough for half a page."""
LOST_PHOTO = "(Foto ini tidak lagi tersimpan.)"


def pdf(blocks, *, title, draft=False, photos=None):
    """`photos`: {id of an attachment: its content}."""
    return drawn(blocks, title=title, draft=draft, photos=photos, pdf_standards=STANDARDS)


def drawn(blocks, *, title, draft=False, photos=None, **options):
    data = {
        "title": title,
        "footer": f"{title} – DRAF, belum final" if draft else title,
        "draft": draft,
        "shift": heading_shift(blocks),
        "blocks": [prepared(block, photos or {}) for block in blocks],
    }
    return typeset({"paper.typ": "", "letterhead.typ": "", "data.json": json.dumps(data)}, **options)


def typeset(files, **options):
    """`files`: {name: text}, the first one is the paper; without a text it is the file beside this one."""
    read = {name: text.encode() if text else source(name).read_bytes() for name, text in files.items()}
    main, *_rest = read
    read["main.typ"] = read.pop(main)
    return typst.compile(read, ignore_system_fonts=True, **options)


def heading_shift(blocks):
    """A title, or the subject of a letter, is the first heading; the others stand below it."""
    return int(any(block["is"] in ("title", "reference") for block in blocks))


def prepared(block, photos):
    if block["is"] == "table":
        return block | {"widths": block["widths"] or widths_of(block)}
    if block["is"] == "photo":
        content = photos.get(block["attachment"])
        return block | {"svg": embedded(content)} if content else lost(block)
    return block


def lost(block):
    return {"is": "text", "paragraphs": [f"{block['caption']} {LOST_PHOTO}".strip()]}


def widths_of(block):
    """Shares by the longest word or text of each column, so that a number takes less than a name."""
    rows = [block["head"], *block["rows"]]
    return [min(max(len(row[place]) for row in rows), 40) + 3 for place in range(len(block["head"]))]


def embedded(content):
    """A photo inside a drawing, which travels as text; larger than print needs it is drawn smaller."""
    with Image.open(io.BytesIO(content)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((MOST_PIXELS, MOST_PIXELS))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=85)
    width, height = small.size
    link = f"data:image/jpeg;base64,{b64encode(out.getvalue()).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{link}"/></svg>'
    )


def chart_png(svg):
    """A drawing as a picture, for programs that know no SVG."""
    paper = (
        '#set page(width: 160mm, height: auto, margin: 0pt)\n#image("chart.svg", width: 100%, alt: "grafik")'
    )
    return typeset({"main.typ": paper, "chart.svg": svg}, format="png", ppi=200)
