from datetime import date
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, Q

from pembinaan import dates
from pembinaan.accounts.models import User
from pembinaan.accounts.roles import Role
from pembinaan.compiled import compiled


@compiled(UUID, date)
def rights_of(user, day):
    """What a user may do on the day, as pairs of app and name: asked on every page.

    By the own roles; whoever stands in for the head holds the head's as well.
    """
    given = User.groups.through.objects.filter(user=user).values("group")
    stands_in = Q(Exists(User.objects.filter(pk=user).standing_in(day)), name=Role.HEAD)
    roles = Group.objects.filter(Q(pk__in=given) | stands_in)
    rights = Permission.objects.filter(group__in=roles)
    return rights.order_by().values_list("content_type__app_label", "codename")


class RoleBackend(AuthenticationBackend):
    """Logs in through allauth. Rights come from roles and posts alone: single permissions cost no query."""

    def get_user(self, user_id):
        user = User.objects.select_related("office", "office__parent").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        if user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_group_permissions(user_obj, obj)
        rights = rights_of(user_obj.pk, dates.today(user_obj.office))
        return {f"{app}.{name}" for app, name in rights}

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.office.is_active

    @classmethod
    def _stash_user(cls, user):
        # A disabled account is answered like an unknown one, not with a page of its own.
        return super()._stash_user(None)
