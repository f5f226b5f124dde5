"""Sessions end after a time without use and, at the latest, after a working day."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.utils.deprecation import MiddlewareMixin

STARTED, SEEN = "session_started", "session_seen"
REWRITE_SECONDS = 60


class SessionLimitMiddleware(MiddlewareMixin):
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
