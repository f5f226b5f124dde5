"""Pytest plugin, loaded before Django's settings: what a test run may not inherit from the machine."""

import os
import shutil
import signal
import sys
import tempfile

import pytest

from tests import postgres

SECRETS = {"SECRET_KEY": "tests-" * 8, "NIK_KEY": "5e" * 32}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    # A terminated run must not leave its server and its files behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    isolate(early_config)
    if in_worker():
        return
    # The wish must not outlive the run's own choice: a worker would start a server of its own.
    os.environ.pop("DATABASE_URL", None)
    if os.environ.get("TEST_DATABASE", "sqlite") == "postgres":
        os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_SERVER") or own_server(early_config)


def isolate(config):
    """Own folder for files and rate limits, known secrets, and no database that holds real people."""
    folder = tempfile.mkdtemp(prefix="pembinaan-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    for name in SECRETS:
        os.environ.pop(f"{name}_FILE", None)
    os.environ.pop("DATABASE_REPLICA_URL", None)
    # Playwright's synchronous interface runs an event loop in the test's own thread.
    os.environ.update(SECRETS, DEBUG="1", VAR_DIR=folder, DJANGO_ALLOW_ASYNC_UNSAFE="1")


def own_server(config):
    running = postgres.server()
    url = running.__enter__()
    config.add_cleanup(lambda: running.__exit__(None, None, None))
    return url


def in_worker():
    """Workers of pytest-xdist inherit the database that the run's first process has chosen."""
    return "PYTEST_XDIST_WORKER" in os.environ
