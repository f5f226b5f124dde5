"""The written architecture, checked: actions' shape, no writes outside them, sizes, reasons."""

import ast
import re
from functools import cache

import pytest

from tests.project.source import ROOT, calls, functions, modules, nodes

WRITES = {
    "save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create",
}  # fmt: skip
# Not models: dicts, sets, sessions and the query strings that these names also belong to.
HARMLESS_OWNERS = re.compile(
    r"(context|attrs|data|values|kwargs|session|cookies|extra|initial|params|hash\w*|digest|seen|known|changes)$"
)
MAX_FILE, MAX_FUNCTION = 500, 50


HELD_BY_A_LINK = {"set_password_by_link", "save_by_link", "note_use", "session_of", "note_fetch"}
"""Act for whoever holds the link: nobody is logged in. What comes from an instructor counts nowhere yet."""


def used_actions():
    """Names that modules outside actions import from them, or reach through an imported module."""
    found = set()
    for tree in (tree for name, tree in modules().items() if "/actions/" not in name):
        aliases = set()
        for node in nodes(tree):
            if isinstance(node, ast.ImportFrom) and "actions" in (node.module or "").split("."):
                names = {alias.asname or alias.name for alias in node.names}
                aliases |= names if node.module.endswith("actions") else set()
                found |= names
        found |= {
            node.attr
            for node in nodes(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in aliases
        }
    return found


def actions():
    used = used_actions() - HELD_BY_A_LINK
    return [
        pytest.param(name, node, id=f"{name}:{node.name}")
        for name, tree in modules("actions").items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in used
    ]


@cache
def imported(tree):
    """{name: (module path, name there)} of what a module imports from our actions."""
    found = {}
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom) and "actions" in (node.module or "").split("."):
            path = node.module.replace(".", "/")
            for alias in node.names:
                found[alias.asname or alias.name] = (path, alias.name)
    return found


def ending_in(seeds):
    """(module, function) of everything in actions that calls one of the seeds, itself or through another."""
    trees = {
        name.removesuffix(".py").removesuffix("/__init__"): tree for name, tree in modules("actions").items()
    }
    found = set()
    while True:
        more = {
            (path, node.name)
            for path, tree in trees.items()
            for node in functions(tree)
            if (path, node.name) not in found and reaches(path, node, imported(tree), seeds, found)
        }
        if not more:
            return found
        found |= more


def reaches(path, node, names, seeds, found):
    called = called_in(node)
    return called & seeds or any(names.get(name, (path, name)) in found for name in called)


@cache
def called_in(node):
    return {called for called, _node in calls(node)}


def test_there_are_actions():
    assert len(actions()) > 20


CHANGING = WRITES | {"record", "save_checked", "write_rows", "write_tuples"}
WRITING, RECORDING = ending_in(CHANGING), ending_in({"record"})


@pytest.mark.parametrize(("name", "node"), actions())
def test_an_action_names_who_acts_is_atomic_and_audited(name, node):
    place = (name.removesuffix(".py").removesuffix("/__init__"), node.name)
    if place not in WRITING:
        return
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    assert "by" in {arg.arg for arg in node.args.kwonlyargs}, "no keyword-only by="
    assert decorators & {"transaction.atomic", "transaction.atomic()"}, "not atomic"
    assert place in RECORDING, "writes no audit entry"


def writing_calls(tree):
    for called, node in calls(tree):
        if called in WRITES and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if not HARMLESS_OWNERS.search(owner) and not owner.startswith("super()"):
                yield f"{owner}.{called}"


@pytest.mark.parametrize("name", list(modules("views", "forms", "filters", "exports", "urls")))
def test_pages_and_forms_never_write(name):
    assert list(writing_calls(modules("views", "forms", "filters", "exports", "urls")[name])) == []


def test_pages_and_forms_read_only_what_is_visible():
    """`.objects` is followed by visible_to(), by none(), or belongs to unscoped reference data."""
    allowed = re.compile(
        r"^(self\.)?\w+\.objects\.(visible_to|copyable_by|none|offered|counsellors|by_person|about|sheets_open_to)\("
    )
    # Reference data belongs to everybody; a link is the key that its holder shows.
    reference = re.compile(
        r"^(Region|Holiday|ServicePost|StrategicProgramme|Reason|Group|AccessLink|InstructorLink|CalendarFeed)\.objects\b"
    )
    wrong = []
    for name, tree in modules("views", "forms", "filters").items():
        for node in nodes(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                text = ast.unparse(node)
                reads = re.match(r"^\w+(\.\w+)?\.objects\.\w+$", text)
                if reads and not allowed.match(f"{text}(") and not reference.match(text):
                    wrong.append(f"{name}: {text}")
    assert wrong == []


UNSCOPED = {
    ("pembinaan/scoping.py", "uniqueness spans offices"),
    ("pembinaan/scoping.py", "constraints span offices"),
    ("trainings/views/instructor_page.py", "the secret in the address is the key"),
    ("trainings/views/calendar.py", "the secret in the address is the key"),
    ("trainings/certifying.py", "what stands on the certificate is the key"),
}
"""Every way around the guard, with its reason. A new one is a decision, made here."""


def test_every_way_around_the_guard_is_listed():
    found = set()
    for name, tree in modules().items():
        for called, node in calls(tree):
            if called == "unscoped" and node.args:
                found.add((name, ast.literal_eval(node.args[0])))
    assert found == UNSCOPED


@pytest.mark.parametrize("name", list(modules()))
def test_files_and_functions_stay_small(name):
    assert len((ROOT / name).read_text().splitlines()) <= MAX_FILE
    long = [f.name for f in functions(modules()[name]) if f.end_lineno - f.lineno + 1 > MAX_FUNCTION]
    assert long == []


def test_page_bases_stay_readable():
    assert len((ROOT / "pembinaan/views.py").read_text().splitlines()) <= 200


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: p.stem)
def test_templates_hold_no_script_and_no_style(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 250
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)


def test_nothing_is_marked_safe():
    wrong = [
        f"{name}: {called}"
        for name, tree in modules().items()
        for called, _node in calls(tree)
        if called in {"mark_safe", "csrf_exempt", "StreamingHttpResponse", "raw", "RawSQL", "extra"}
    ]
    assert wrong == []
    assert not [
        p
        for p in (ROOT / "templates").rglob("*.html")
        if re.search(r"\|\s*safe\b|autoescape off", p.read_text())
    ]
