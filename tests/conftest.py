import pytest
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


@pytest.fixture(scope="session")
def browser():
    from tests.browser import launched  # only runs with browser tests need Playwright

    with launched() as chromium:
        yield chromium


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
