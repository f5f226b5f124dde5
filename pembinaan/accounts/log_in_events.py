"""Logins, refusals and new passwords reach the audit trail through Django's and allauth's own signals."""

from allauth.account.signals import password_changed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from pembinaan.accounts import places
from pembinaan.accounts.addresses import client_ip
from pembinaan.accounts.models import User
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb

UNKNOWN = User(id=None, username="?", name="?")
"""Stands for every account that does not exist: what was typed may be somebody's password."""


@receiver(user_logged_in)
def note_login(request, user, **kwargs):
    record(Verb.LOGGED_IN, user, by=user)
    places.remember(user.username, client_ip(request))


@receiver(user_logged_out)
def note_logout(user, **kwargs):
    if user is not None:
        record(Verb.LOGGED_OUT, user, by=user)


@receiver(user_login_failed)
def note_refusal(credentials, **kwargs):
    """One entry for known and unknown names alike, so that both take the same time."""
    user = User.objects.filter(username__iexact=credentials.get("username", "")).first() or UNKNOWN
    record(Verb.LOGIN_FAILED, user, by=user)


@receiver(password_changed)
def note_new_password(user, **kwargs):
    record(Verb.CHANGED, user, by=user, changes={"password": ["old", "new"]})
