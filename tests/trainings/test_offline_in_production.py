"""Work without a signal with the static files of production, each under the hash of its content."""

import re
import shutil
from itertools import chain
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from pembinaan.icons import icon
from tests import make
from trainings.views.sheet_parts import _written

HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.(?:js|css|svg)|/trainings/sheet-parts/[0-9a-f]{12}\.js")
KEPT = r'<(?:link rel="(?:stylesheet|icon)"[^>]+href|script[^>]+src|use href)="([^"#]+)'
"""What `vault.files` names of a page."""


@pytest.fixture
def production(settings, tmp_path):
    """Serves as a machine of an office does, from a copy of the sources that a test may change.

    Called again, it collects again and answers as the server does after the new version is put up.
    """
    sources = tmp_path / "sources"
    shutil.copytree(settings.BASE_DIR / "static", sources)
    settings.STATICFILES_DIRS = [sources]
    finders = settings.STATICFILES_FINDERS
    settings.STATICFILES_FINDERS = [one for one in finders if "AppDir" not in one]
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    backend = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}

    def collected(name="", addition=""):
        if name:
            with (sources / name).open("a") as file:
                file.write(addition)
        settings.STATIC_ROOT = tmp_path / f"static-{len(list(tmp_path.iterdir()))}"
        settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin*"])
        icon.cache_clear()
        _written.cache_clear()
        return Client()  # its middleware reads the folder anew

    yield collected
    icon.cache_clear()  # it knows addresses by heart


def prepared(client, cast):
    """Every address that a device takes along: the shell, the sheets, and what these pages load."""
    client.force_login(cast.counsellor)
    client.post(reverse("devices"), {"name": "Tablet", "form_key": "0" * 31 + "1"})
    answer = client.post(reverse("trainings:offline")).json()
    pages = [answer["shell"], *(sheet["page"] for sheet in answer["sheets"])]
    loaded = [re.findall(KEPT, client.get(page).content.decode()) for page in pages]
    return pages, list(dict.fromkeys(chain(*loaded)))


def constants(client):
    return dict(
        re.findall(r'^const ([A-Z]+) = "(.*)";$', client.get("/sw.js").content.decode(), re.MULTILINE)
    )


def body(answer):
    return b"".join(answer) if answer.streaming else answer.content


def test_what_a_device_takes_along_is_served_under_its_hash(production, cast):
    make.enrolment(make.training(cast.palu))
    client = production()
    pages, assets = prepared(client, cast)
    assert len(pages) == 2
    assert {re.sub(r"\.[0-9a-f]{12}\.", ".", Path(one).name) for one in assets} >= {
        *("vault.js", "offline.js", "attendance.js", "offline_shell.js"),
        *("theme.css", "bootstrap.min.css", "icon.svg", "icons.svg"),
    }
    for address in assets:
        answer = client.get(address)
        assert HASHED.fullmatch(address), address
        assert answer.status_code == 200, address
        assert "immutable" in answer["Cache-Control"], address
        assert body(answer), address


def test_styles_that_are_kept_load_nothing_that_is_not(production, cast):
    """A device fetches no file that only a style names."""
    make.enrolment(make.training(cast.palu))
    client = production()
    _pages, assets = prepared(client, cast)
    styles = [body(client.get(one)).decode() for one in assets if one.endswith(".css")]
    named = [name for style in styles for name in re.findall(r'url\(\s*["\']?(?!data:|#)([^)"\']+)', style)]
    assert len(styles) >= 2
    assert named == []
    assert [style for style in styles if "@import" in style] == []


def test_the_worker_names_files_that_are_there(production, db):
    client = production()
    named = constants(client)
    assert named.keys() >= {"VAULT", "SHELL", "LOGOUT", "STATIC"}
    assert HASHED.fullmatch(named["VAULT"])
    vault = client.get(named["VAULT"])
    assert (vault.status_code, vault["Content-Type"]) == (200, 'text/javascript; charset="utf-8"')
    assert b"self.vault" in body(vault)
    assert client.get(named["SHELL"]).status_code == 200
    assert named["VAULT"].startswith(named["STATIC"])
    served = client.get("/sw.js").content.decode()
    assert set(re.findall(r"\b[A-Z]{4,}\b(?=[);,]|\) )", served)) >= {"VAULT", "SHELL"}


def test_another_file_gives_another_version(production, cast):
    make.enrolment(make.training(cast.palu))
    client = production()
    worker, (_pages, before) = client.get("/sw.js").content, prepared(client, cast)
    again = production()
    assert again.get("/sw.js").content == worker  # nothing has changed: no device loads anything anew
    changed = production("js/vault.js", "\n// Berubah.\n")
    assert changed.get("/sw.js").content != worker
    new = constants(changed)["VAULT"]
    assert b"// Berubah." in body(changed.get(new))
    changed = production("js/attendance.js", "\n// Berubah.\n")
    _pages, after = prepared(changed, cast)
    gone = {Path(one).name.split(".")[0] for one in set(before) - set(after)}
    assert gone == {"vault", "attendance"}
