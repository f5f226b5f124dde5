"""How somebody gets in for the first time or again: an administrator hands over a link."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pembinaan.accounts.models import AccessLink, User
from pembinaan.accounts.models.access import LIFETIME, digest
from pembinaan.accounts.rules import access_link_problems, link_problems
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import Problem, refuse


@transaction.atomic
def make_access_link(*, user, by):
    """Return the path of a new link; it is shown this once. Older links of the user open nothing any more."""
    user = User.objects.select_for_update(of=("self",)).select_related("office").get(pk=user.pk)
    refuse(access_link_problems(user, by))
    user.access_links.unused().update(used_at=timezone.now())
    token = AccessLink.new_token()
    AccessLink.objects.create(
        user=user,
        token_digest=digest(token),
        made_by_name=by.get_full_name(),
        expires_at=timezone.now() + LIFETIME,
    )
    record(Verb.INVITED, user, by=by)
    return reverse("access-link", args=[token])


@transaction.atomic
def reset_second_factor(*, user, by):
    """For somebody who lost both the phone and the recovery codes; the password stays as it is."""
    refuse(access_link_problems(user, by))
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    if removed:
        record(Verb.CHANGED, user, by=by, changes={"second_factor": ["on", "off"]})


@transaction.atomic
def set_password_by_link(*, link_digest, password):
    """Set the password and spend the link; the user's open sessions end with the old password."""
    link = (
        AccessLink.objects.select_for_update(of=("self",))
        .select_related("user__office")
        .filter(token_digest=link_digest)
        .first()
    )
    refuse(link_problems(link))
    user = link.user
    refuse(password_problems(password, user))
    user.set_password(password)
    user.save(update_fields=["password"])
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    record(Verb.ACCESS_SET, user, by=user)
    return user


def password_problems(password, user):
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        return [Problem("weak_password", message, "password") for message in refusal.messages]
    return []
