"""What every request passes: its number, headers, language and zone, and a calm answer to an outage."""

import logging
import sqlite3
import sys
import uuid

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.utils import timezone, translation

from pembinaan import errors
from pembinaan.audit.context import set_request_id

logger = logging.getLogger(__name__)

CLOSED_FEATURES = [
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
]
HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in CLOSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class RequestIdMiddleware:
    """A fresh number, never one that the client sent: it goes into logs and the audit."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex
        set_request_id(request.id)
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        return response


class HeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # Static files and the few pages that may be kept have said so themselves.
        response.headers.setdefault("Cache-Control", "no-store")
        if logged_out(request, response):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def logged_out(request, response):
    """Only a deliberate log-out: clearing at the end of a session would take unsent offline records along."""
    match = request.resolver_match
    here = match is not None and match.url_name == "account_logout"
    return here and request.method == "POST" and response.status_code < 400


class OutageMiddleware:
    """503 while the database cannot be reached; other database errors are faults and stay 500.

    An exception may come from any middleware below, each of which turns it into a 500 on its own,
    so the mark is left by the signal and read here.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not getattr(request, "database_is_away", False):
            return response
        with translation.override(language_of(request)):
            return errors.out_of_order(request)


@receiver(got_request_exception)
def notice_outage(request=None, **kwargs):
    if request is not None and is_outage(sys.exc_info()[1]):
        request.database_is_away = True


def is_outage(error):
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    cause = error.__cause__ or error
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_CANTOPEN"))
    # Without a state the server was never reached; 08 is the connection, 57P0 shutting down or starting.
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(("08", "57P0", "53300"))


class LanguageMiddleware:
    """Indonesian unless this person chose otherwise; office PCs often ask for English without meaning it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


def language_of(request):
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class ZoneMiddleware:
    """Times are shown and typed in the zone of the person's office, three hours wide from Aceh to Papua."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(None):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated:
            timezone.activate(request.user.office.zone)
