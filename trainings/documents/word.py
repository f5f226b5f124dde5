"""Papers as DOCX, from the same blocks as the PDF, for whoever goes on writing in a word processor."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from trainings.documents.drawing import chart_png, heading_shift, lost, widths_of

FONT = "Times New Roman"
WIDTH = 165
"""Of the text, in millimetres."""
PAIR_WIDTHS = (46, 4, WIDTH - 50)
REFERENCE_WIDTHS = (22, 4, 82, WIDTH - 108)
MOST_LEVELS = 4


def docx(blocks, *, title, draft=False, photos=None):
    """`photos`: {id of an attachment: its content}."""
    return Word(blocks, title, draft, photos or {}).content()


class Word:
    def __init__(self, blocks, title, draft, photos):
        self.document, self.photos = Document(), photos
        self.shift = heading_shift(blocks)
        self._set_up(title, draft)
        for block in blocks:
            getattr(self, f"add_{block['is']}")(block)

    def content(self):
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _set_up(self, title, draft):
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(25), Mm(20)
        section.top_margin, section.bottom_margin = Mm(15), Mm(20)
        self._name(title)
        self._set_styles()
        footer = section.footer.paragraphs[0]
        footer.add_run(f"{title} – halaman ")
        for name, between in (("PAGE", " dari "), ("NUMPAGES", "")):
            add_field(footer, name)
            footer.add_run(between)
        if draft:
            header = section.header.paragraphs[0]
            header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            header.add_run("DRAF – belum final").bold = True

    def _name(self, title):
        """The library's own remarks and the server's user have no place in a paper."""
        about = self.document.core_properties
        about.title, about.language = title, "id-ID"
        about.author = about.last_modified_by = about.comments = ""

    def _set_styles(self):
        styles = self.document.styles
        for style in [styles["Normal"], styles["Title"], *(styles[f"Heading {n}"] for n in range(1, 5))]:
            style.font.name, style.font.color.rgb = FONT, RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(script), FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
        styles["Normal"].font.size = Pt(11)
        styles["Normal"].paragraph_format.space_after = Pt(6)
        for number, size in enumerate((13, 12, 11, 11), start=1):
            styles[f"Heading {number}"].font.size = Pt(size)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "id-ID")
        styles["Normal"].element.get_or_add_rPr().append(language)

    def paragraph(self, words="", *, style=None, align=None, bold=False, size=None, after=None, keep=False):
        made = self.document.add_paragraph(style=style)
        run = made.add_run(words)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        made.alignment = align
        if after is not None:
            made.paragraph_format.space_after = Pt(after)
        made.paragraph_format.keep_with_next = keep or None
        return made

    def add_letterhead(self, block):
        last = len(block["lines"]) - 1
        made = None
        for place, line in enumerate(block["lines"]):
            look = {"size": 14, "bold": True} if place == last else {"size": 11}
            made = self.paragraph(line, align=WD_ALIGN_PARAGRAPH.CENTER, after=0, **look)
        for line in block["address"]:
            made = self.paragraph(line, align=WD_ALIGN_PARAGRAPH.CENTER, after=0, size=9.5)
        if made is not None:
            rule_below(made)
            made.paragraph_format.space_after = Pt(10)

    def add_reference(self, block):
        rows = [[label, ":", value, ""] for label, value in block["rows"]]
        rows[0][3] = block["at"]
        table = self.grid(rows, REFERENCE_WIDTHS)
        # The subject is a heading: readers find their way by it.
        subject = table.cell(len(rows) - 1, 2).paragraphs[0]
        subject.style = self.document.styles["Heading 1"]
        subject.runs[0].font.size = Pt(11)
        subject.paragraph_format.space_before = Pt(0)
        table.cell(0, 3).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.paragraph(after=0)

    def add_title(self, block):
        made = self.document.add_heading(block["text"], 1)
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if block["under"]:
            self.paragraph(block["under"], align=WD_ALIGN_PARAGRAPH.CENTER, after=10)

    def add_heading(self, block):
        self.document.add_heading(block["text"], min(block["level"] + self.shift, MOST_LEVELS))

    def add_text(self, block):
        for words in block["paragraphs"]:
            self.paragraph(words, align=WD_ALIGN_PARAGRAPH.LEFT)

    def add_pairs(self, block):
        self.grid([[label, ":", value] for label, value in block["rows"]], PAIR_WIDTHS)
        self.paragraph(after=0)

    def add_items(self, block):
        for place, words in enumerate(block["rows"], start=1):
            # Numbered by hand: the list style would go on counting from the list before.
            made = self.paragraph(f"{place}.\t{words}" if block["ordered"] else f"–\t{words}", after=2)
            made.paragraph_format.left_indent = Mm(7)
            made.paragraph_format.first_line_indent = Mm(-7)
            made.paragraph_format.tab_stops.add_tab_stop(Mm(7))

    def add_table(self, block):
        if block["caption"]:
            self.paragraph(block["caption"], bold=True, size=10, after=3, keep=True)
        shares = block["widths"] or widths_of(block)
        rows = block["rows"] or [["Belum ada data"] + [""] * (len(block["head"]) - 1)]
        table = self.grid([block["head"], *rows], [WIDTH * share / sum(shares) for share in shares], size=10)
        table.style = "Table Grid"
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        mark(table.rows[0], "w:tblHeader")
        if not block["rows"]:
            table.cell(1, 0).merge(table.cell(1, len(block["head"]) - 1))
        for row in table.rows[1:]:
            for place in block["right"]:
                row.cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.paragraph(after=0)

    def grid(self, rows, widths, size=None):
        table = self.document.add_table(len(rows), len(widths))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        # table.cell() walks the whole table each time: a long one would take minutes.
        for row, texts in zip(table.rows, rows, strict=True):
            mark(row, "w:cantSplit")
            for cell, width, text in zip(row.cells, widths, texts, strict=True):
                fill(cell, width, text, size)
        return table

    def add_chart(self, block):
        if block["caption"]:
            self.paragraph(block["caption"], bold=True, size=10, after=3, keep=True)
        self._picture(chart_png(block["svg"]), block["alt"], width=Mm(150))

    def add_photo(self, block):
        content = self.photos.get(block["attachment"])
        if content is None:
            self.add_text(lost(block))
            return
        self._picture(content, block["alt"], height=Mm(80))
        if block["caption"]:
            self.paragraph(block["caption"], align=WD_ALIGN_PARAGRAPH.CENTER, size=9.5)

    def _picture(self, content, alt, **size):
        made = self.paragraph(align=WD_ALIGN_PARAGRAPH.CENTER, after=3, keep=True)
        shape = made.runs[0].add_picture(io.BytesIO(content), **size)
        shape._inline.docPr.set("descr", alt)

    def add_signed(self, block):
        signatures = block["signatures"]
        shown = [["", block["at"]], *(["", ""] for _pair in pairs_of(signatures))]
        for made in self.document.paragraphs[-1:]:  # what stands before goes with the signature
            made.paragraph_format.keep_with_next = True
        self.paragraph(after=0, keep=True)
        table = self.grid(shown, (WIDTH / 2, WIDTH / 2))
        for cell in table.rows[0].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        for row, signing in zip(table.rows[1:], pairs_of(signatures), strict=True):
            for cell, signature in zip(row.cells, signing, strict=True):
                sign(cell, signature)
        self.paragraph(after=0)

    def add_break(self, _block):
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def pairs_of(signatures):
    """Whoever signs alone does so on the right."""
    pairs = [signatures[start : start + 2] for start in range(0, len(signatures), 2)]
    return [pair if len(pair) == 2 else [None, *pair] for pair in pairs]


def sign(cell, signature):
    if signature is None:
        return
    made = cell.paragraphs[0]
    made.add_run(f"{signature['post']},\n\n\n\n")
    made.add_run(signature["name"]).bold = True
    if signature["nip"]:
        made.add_run(f"\nNIP {signature['nip']}")


def fill(cell, width, text, size):
    cell.width = Mm(width)
    made = cell.paragraphs[0]
    made.paragraph_format.space_after = Pt(2)
    run = made.add_run(text)
    if size:
        run.font.size = Pt(size)


def mark(row, name):
    """The row repeats on each page, or is never torn in two."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def rule_below(paragraph):
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "thickThinSmallGap", "sz": "18", "space": "4", "color": "000000"}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def add_field(paragraph, name):
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
