from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission

from pembinaan.accounts.models import User


class RoleBackend(AuthenticationBackend):
    """Logs in through allauth. Rights come from roles alone, so single permissions cost no query."""

    def get_user(self, user_id):
        user = User.objects.select_related("office", "office__parent").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj):
        return Permission.objects.none()

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.office.is_active

    @classmethod
    def _stash_user(cls, user):
        # A disabled account is answered like an unknown one, not with a page of its own.
        return super()._stash_user(None)
