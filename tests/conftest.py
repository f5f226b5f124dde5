import gc
import os
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed

from pembinaan.catalogue import compile_outdated
from tests import append_only


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    for catalogue in compile_outdated(settings.LOCALE_PATHS):
        # While it was set up, Django has already read the old one.
        translation_file_changed(None, catalogue.with_suffix(".mo"))
    append_only.install()


ON_BOTH = "test_main_job"
"""The walk through the whole job; what pages look like and how keys work is no matter of the database."""

MATRIX = "test_who_gets_what"
"""Who may open which address: answered by the same queries on both."""

OF_PAGES = ("_pages.py", "test_access.py")
"""What single pages show and who may: on PostgreSQL, the stricter; SQLite has the matrix and the browser."""


ON_SQLITE = ("test_demo.py",)
"""The invented world is made by the actions that all other tests try on both, for a demo on SQLite."""


def pytest_collection_finish():
    """What was imported and collected stays to the end: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(config, items):
    """Of the whole suite, what is no matter of the database runs once; named tests run as named.

    The browser and the access matrix go beside SQLite. TEST_PART takes one part of those: those in a browser,
    which often wait, with those that touch no database; and the others side by side.
    """
    if config.args_source != pytest.Config.ArgsSource.TESTPATHS:
        return
    spared = {item for item in items if is_spared(item)}
    config.hook.pytest_deselected(items=list(spared))
    items[:] = [item for item in items if item not in spared]


def is_spared(item):
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        return is_for_sqlite(item) or not uses_database(item)
    part = os.environ.get("TEST_PART")
    beside = "browser" in item.fixturenames or not uses_database(item)
    return (part == "plain" and beside) or (part == "browser" and not beside) or is_of_a_page(item)


def is_for_sqlite(item):
    in_a_browser = "browser" in item.fixturenames and ON_BOTH not in item.nodeid
    return in_a_browser or item.originalname == MATRIX or item.path.name in ON_SQLITE


def is_of_a_page(item):
    return item.path.name.endswith(OF_PAGES) and item.originalname != MATRIX and uses_database(item)


def uses_database(item):
    return bool(
        item.get_closest_marker("django_db") or {"db", "transactional_db", "browser"} & {*item.fixturenames}
    )


@pytest.fixture(scope="session", autouse=True)
def working_hours():
    """The run takes place on a forenoon: at night the sheets of the day would not be open yet."""
    zone = ZoneInfo("Asia/Makassar")
    forenoon = datetime.combine(datetime.now(zone), time(11), zone)
    with time_machine.travel(forenoon):
        yield


@pytest.fixture(scope="session")
def browser():
    from tests.browser import launched  # only runs with browser tests need Playwright

    with launched() as chromium:
        yield chromium


@pytest.fixture(autouse=True)
def at_rest(request):
    """Between the closing of a browser and the emptying of the database its last requests come to an end.

    A page fetches parts of itself later; one that is still under way would ask a database that is gone.
    """
    if not {"browser", "live_server"} <= {*request.fixturenames}:
        yield
        return
    request.getfixturevalue("transactional_db")  # is taken down after this
    browser = request.getfixturevalue("browser")
    from tests.browser import Requests

    with Requests() as requests:
        yield
        browser.close_contexts()
        requests.wait()


@pytest.fixture
def page(browser, live_server):
    """A new visitor's page; addresses without a host lead to the test's own server."""
    context = browser.new_context(locale="id-ID", base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def cast(db):
    from tests.cast import make_cast  # models are ready only once Django is set up

    return make_cast()
