from django.views.generic import TemplateView

from pembinaan.accounts.abilities import abilities_of
from pembinaan.accounts.roles import Role
from pembinaan.audit.models import AuditEntry
from pembinaan.audit.verbs import Verb

SHOWN_LOGINS = 10


class ProfilePage(TemplateView):
    """One's own account: who I am here, what I may do, and when somebody logged in as me."""

    template_name = "accounts/profile.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        roles = [Role(name) for name in Role.values if name in user.role_names]
        attempts = AuditEntry.objects.by_person(user).filter(verb__in=[Verb.LOGGED_IN, Verb.LOGIN_FAILED])
        return super().get_context_data(
            person=user,
            roles=[(role.label, abilities_of(role)) for role in roles],
            attempts=attempts[:SHOWN_LOGINS],
            **kwargs,
        )
