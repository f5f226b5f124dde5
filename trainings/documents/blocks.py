"""The parts of a paper as plain data: PDF and DOCX are drawn from the same list, and it is kept when frozen.

Texts are plain; nothing in them is read as markup.
"""


def letterhead(head):
    """`head` as accounts.signing.head_of() gives it."""
    return {"is": "letterhead", "lines": head.lines, "address": head.address}


def reference(rows, at):
    """Top of a letter: number, nature, attachments and subject, with place and day beside the first."""
    return {"is": "reference", "rows": [[str(label), str(value)] for label, value in rows], "at": at}


def title(text, under=""):
    return {"is": "title", "text": text, "under": under}


def heading(text, level=1):
    return {"is": "heading", "text": text, "level": level}


def text(words):
    """Paragraphs, separated by an empty line."""
    return {"is": "text", "paragraphs": [part.strip() for part in words.split("\n\n") if part.strip()]}


def pairs(rows):
    """Facts as label and value."""
    return {"is": "pairs", "rows": [[str(label), str(value)] for label, value in rows]}


def table(head, rows, *, caption="", widths=(), right=()):
    """`widths`: shares of the columns; `right`: numbers of the columns set to the right, from 0."""
    cells = [[str(cell) for cell in row] for row in rows]
    return {
        "is": "table",
        "head": [str(cell) for cell in head],
        "rows": cells,
        "caption": caption,
        "widths": list(widths),
        "right": list(right),
    }


def items(rows, *, ordered=False):
    return {"is": "items", "rows": [str(row) for row in rows], "ordered": ordered}


def chart(svg, alt, caption=""):
    """A drawing whose numbers also stand in a table beside it."""
    return {"is": "chart", "svg": svg, "alt": alt, "caption": caption}


def photo(attachment, alt, caption=""):
    """`attachment`: id of the picture among the attachments of the training."""
    return {"is": "photo", "attachment": str(attachment), "alt": alt, "caption": caption}


def signed(place_and_day, signatures):
    """`signatures`: of each its title line, name and NIP (which may be empty)."""
    rows = [{"post": post, "name": name, "nip": nip} for post, name, nip in signatures]
    return {"is": "signed", "at": place_and_day, "signatures": rows}


def page_break():
    return {"is": "break"}
