"""What is installed is pinned by content, and no machine's registry is written down."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[.*\])?==(\S+)", re.MULTILINE)


def pins(lock):
    return dict(PINNED.findall(lock.read_text()))


def test_there_is_a_lock_for_running_testing_and_assets():
    assert [lock.name for lock in LOCKS] == [
        "requirements-assets.lock",
        "requirements-dev.lock",
        "requirements.lock",
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_by_hash_and_names_no_address(lock):
    text = lock.read_text()
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(lock)) > 0
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_tests_run_on_the_versions_that_production_runs_on():
    running, testing = pins(ROOT / "requirements.lock"), pins(ROOT / "requirements-dev.lock")
    assert running.items() <= testing.items()


def test_asset_lock_is_pinned_by_hash_and_names_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    packages.pop("")
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
