"""Every translatable message of our source, found without gettext's own tools."""

import ast
from pathlib import Path

from django.utils.translation.template import templatize

from tests.project.source import ROOT, modules

SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}


def wanted():
    """{(context, msgid, plural or None): where it stands first}"""
    found = {}
    for name, tree in modules().items():
        for key in in_tree(tree):
            found.setdefault(key, name)
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            tree = ast.parse(as_calls(path))
            for key in in_tree(tree):
                found.setdefault(key, path.relative_to(ROOT).as_posix())
    return found


def as_calls(path: Path):
    """A template as Python calls, one a line: templatize() leaves the rest as fill that no parser knows."""
    text = templatize(path.read_text(), origin=str(path))
    lines = []
    for start in ("ngettext(", "pgettext(", "npgettext(", "gettext(", "_("):
        place = text.find(start)
        while place != -1:
            before = text[place - 1] if place else " "
            if not (before.isalnum() or before == "_"):
                lines.append(whole_call(text, place))
            place = text.find(start, place + 1)
    return "\n".join(line for line in lines if line)


def whole_call(text, start):
    """The shortest piece from `start` that is a call of Python."""
    end = text.find(")", start)
    while end != -1:
        piece = text[start : end + 1]
        try:
            ast.parse(piece)
        except SyntaxError:
            end = text.find(")", end + 1)
            continue
        return piece
    return ""


def in_tree(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [literal(arg) for arg in node.args]
        if called in SINGULAR and texts and texts[0]:
            yield (None, texts[0], None)
        elif called in PLURAL and len(texts) > 1 and texts[0]:
            yield (None, texts[0], texts[1])
        elif called in CONTEXT and len(texts) > 1 and texts[1]:
            yield (texts[0], texts[1], None)


def literal(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
