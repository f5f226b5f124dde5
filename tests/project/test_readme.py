import ast
import re

from tests.project.source import ROOT, calls, modules

README = (ROOT / "README.md").read_text()


def documented():
    table = README.split("## Configuration")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def read():
    """Names of the variables that our code asks env for."""
    found = set()
    for tree in modules().values():
        for called, node in calls(tree):
            owner = getattr(getattr(node.func, "value", None), "id", "")
            if owner == "env" and node.args and isinstance(node.args[0], ast.Constant):
                name = node.args[0].value
                found |= {name, f"{name}_FILE"} if called == "secret" else {name}
    return found


def test_every_knob_stands_in_the_table():
    assert documented() == read()


def test_the_readme_is_short_and_its_pictures_exist():
    assert 100 <= len(README.splitlines()) <= 150
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert len(pictures) == 2
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_every_path_of_the_map_exists():
    tree = README.split("## Where things live")[1].split("```")[1]
    tops = re.findall(r"^([a-z]+)/", tree, re.MULTILINE)
    assert tops
    assert all((ROOT / top).is_dir() for top in tops)
