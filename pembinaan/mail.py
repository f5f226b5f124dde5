"""E-mail to colleagues: only where a server is named, and never with a client's name in it."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)
NOT_SET_UP = "django.core.mail.backends.dummy.EmailBackend"


def is_set_up():
    return settings.EMAIL_BACKEND != NOT_SET_UP


def address(path):
    """An address that works outside the application."""
    return f"{settings.SITE_URL}{path}"


def send(to, subject, text, *, calendar=None):
    """Send one mail; gives what went wrong, or nothing."""
    message = EmailMessage(" ".join(subject.split()), text, to=[to])
    if calendar:
        message.attach("jadwal.ics", calendar, "text/calendar")
    try:
        message.send()
    except OSError as error:  # that of smtplib as well
        logger.warning("an e-mail was not sent: %s", type(error).__name__)
        return type(error).__name__
    return ""
