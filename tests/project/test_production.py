"""Production settings: safe by check, static files complete, and light on the first visit."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest
from django.urls import reverse

from tests.project.source import ROOT

FIRST_LOAD = 60_000
REQUESTS = 6
SCRIPTS, STYLES = 20_000, 35_000


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """Environment of a machine that serves people; its keys are as long as real ones."""
    folder = tmp_path_factory.mktemp("production")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}
    kept.pop("DATABASE_URL", None)
    return kept | {
        "DEBUG": "0",
        "VAR_DIR": str(folder),
        "ALLOWED_HOSTS": "pembinaan.example.go.id",
        "SECRET_KEY": "s3cr3t-" + "kx9Lq2" * 9,
        "NIK_KEY": "n1k-" + "Zw7bTe" * 9,
    }


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_deployment_check_finds_nothing(production):
    done = manage(production, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "NIK_KEY"])
def test_it_does_not_start_without_its_keys(production, missing):
    done = manage({**production, missing: ""}, "check")
    assert done.returncode != 0
    assert missing in done.stderr


def test_static_files_are_collected_compressed_under_their_hash(production):
    done = manage(production, "collectstatic", "--no-input", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    folder = Path(production["VAR_DIR"], "static")
    names = json.loads((folder / "staticfiles.json").read_text())["paths"]
    assert (folder / f"{names['css/theme.css']}.br").is_file()


def linked(html):
    return re.findall(r'(?:<link[^>]+rel="stylesheet"[^>]+href|<script[^>]+src)="/static/([^"?]+)', html)


@pytest.mark.parametrize("page", ["account_login", "home"])
def test_the_first_visit_is_light(cast, client, page):
    from django.contrib.staticfiles import finders

    if page == "home":
        client.force_login(cast.coordinator)
    html = client.get(reverse(page)).content
    files = {name: Path(finders.find(name)) for name in linked(html.decode())}
    sizes = {name: len(brotli.compress(path.read_bytes())) for name, path in files.items()}
    assert sizes
    assert sum(sizes.values()) + len(brotli.compress(html)) <= FIRST_LOAD, sizes
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= SCRIPTS
    assert sum(size for name, size in sizes.items() if name.endswith(".css")) <= STYLES
    assert len(sizes) + 1 <= REQUESTS
