"""Who may pass at all: the log-in required everywhere, and the end of a session."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.deprecation import MiddlewareMixin

from pembinaan.accounts.devices import PREPARED, USER_HEADER, sealed_for

STARTED, SEEN = "session_started", "session_seen"
REWRITE_SECONDS = 60


class SessionLimitMiddleware(MiddlewareMixin):
    """Sessions end after a time without use and, at the latest, after a working day."""

    def process_request(self, request):
        session, now = request.session, int(time.time())
        if not session.get("_auth_user_id"):
            return
        started, seen = session.setdefault(STARTED, now), session.setdefault(SEEN, now)
        idle, whole = now - seen, now - started
        if idle > settings.SESSION_IDLE_MINUTES * 60 or whole > settings.SESSION_ABSOLUTE_HOURS * 3600:
            logout(request)
        elif idle >= REWRITE_SECONDS:
            # Once a minute is exact enough and saves a write on every request.
            session[SEEN] = now

    def process_response(self, request, response):
        # A browser that keeps sheets must know when somebody else logs in: it forgets what is not theirs.
        user = getattr(request, "user", None)
        if PREPARED in request.COOKIES and user is not None and user.is_authenticated:
            response.headers[USER_HEADER] = sealed_for(user)
        return response


class LogInMiddleware(LoginRequiredMiddleware):
    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request") == "true":
            return whole_page_to_login(request)
        return super().handle_no_permission(request, view_func)


def whole_page_to_login(request):
    """Makes htmx leave the page for the log-in page, which would not fit into a fragment."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = f"{shown.path}?{shown.query}" if shown.query else shown.path
    to_login = redirect_to_login(back or resolve_url("home"), resolve_url(settings.LOGIN_URL))
    return HttpResponse(status=401, headers={"HX-Redirect": to_login.url})
