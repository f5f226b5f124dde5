from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission

from pembinaan.accounts.models import User
from pembinaan.compiled import compiled


@compiled(UUID)
def rights_of(user):
    """What the roles of a user allow, as pairs of app and name: asked on every page."""
    rights = Permission.objects.filter(group__user=user)
    return rights.order_by().values_list("content_type__app_label", "codename")


class RoleBackend(AuthenticationBackend):
    """Logs in through allauth. Rights come from roles alone, so single permissions cost no query."""

    def get_user(self, user_id):
        user = User.objects.select_related("office", "office__parent").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        if user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_group_permissions(user_obj, obj)
        return {f"{app}.{name}" for app, name in rights_of(user_obj.pk)}

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.office.is_active

    @classmethod
    def _stash_user(cls, user):
        # A disabled account is answered like an unknown one, not with a page of its own.
        return super()._stash_user(None)
