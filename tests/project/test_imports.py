from pathlib import Path

import pytest
from importlinter.cli import lint_imports

CONTRACTS = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_apps_stack_one_way_and_modules_inside_them_too(capsys):
    if lint_imports(config_filename=str(CONTRACTS), no_cache=True) != 0:
        pytest.fail(capsys.readouterr().out)
