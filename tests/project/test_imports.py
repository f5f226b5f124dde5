from pathlib import Path

from importlinter.cli import lint_imports

CONTRACTS = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_apps_stack_one_way_and_modules_inside_them_too(capsys):
    status = lint_imports(config_filename=str(CONTRACTS), no_cache=True)
    assert status == 0, capsys.readouterr().out
