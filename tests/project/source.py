"""Our own source files, parsed once, for the checks of this folder."""

import ast
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("pembinaan", "clients", "partners", "trainings")


@lru_cache
def modules(*parts, migrations=False):
    """{path relative to the root: syntax tree} of our modules whose path holds one of the given parts."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not migrations and "/migrations/" in name:
                continue
            if not parts or any(f"/{part}/" in f"/{name}" or name.endswith(f"/{part}.py") for part in parts):
                found[name] = parsed(path)
    return found


@cache
def parsed(path):
    return ast.parse(path.read_text())


@cache
def nodes(tree):
    """Every node of a tree, walked once."""
    return tuple(ast.walk(tree))


def functions(tree):
    return [node for node in nodes(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def calls(tree):
    """(name, node) of every call; an attribute's call is named by its last part."""
    for node in nodes(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node
