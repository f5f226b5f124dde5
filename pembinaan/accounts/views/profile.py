from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.accounts.abilities import abilities_of
from pembinaan.accounts.roles import Role
from pembinaan.accounts.signing import acting_posts_of
from pembinaan.audit.models import AuditEntry
from pembinaan.audit.verbs import Verb

SHOWN_LOGINS = 10


class ProfilePage(TemplateView):
    """One's own account: who I am here, what I may do, and when somebody logged in as me."""

    template_name = "accounts/profile.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        roles = [(Role(name).label, abilities_of(name)) for name in Role.values if name in user.role_names]
        posts = acting_posts_of(user, dates.today(user.office))
        roles += [(until(post), abilities_of(Role.HEAD)) for post in posts]
        attempts = AuditEntry.objects.by_person(user).filter(verb__in=[Verb.LOGGED_IN, Verb.LOGIN_FAILED])
        return super().get_context_data(
            person=user,
            roles=roles,
            attempts=attempts[:SHOWN_LOGINS],
            **kwargs,
        )


def until(post):
    return _("%(post)s, until %(day)s") % {"post": post.title_line, "day": dates.day(post.valid_until)}
