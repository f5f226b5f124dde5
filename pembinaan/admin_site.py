from urllib.parse import urlencode

from django.contrib.admin import AdminSite as DjangoAdminSite
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

ROLE = "admin"


class AdminConfig(DjangoAdminConfig):
    default_site = "pembinaan.admin_site.AdminSite"


class AdminSite(DjangoAdminSite):
    """Django's admin behind our own log-in, for administrators, with our own pages only."""

    site_header = site_title = _("Pembinaan administration")
    index_title = _("Administration")
    enable_nav_sidebar = False

    def has_permission(self, request):
        user = request.user
        if not (user.is_active and user.is_staff):
            return False
        return user.is_superuser or ROLE in user.role_names

    def register(self, model_or_iterable, admin_class=None, **options):
        """Pages that other packages bring along are left out: they show secrets and write no audit."""
        if getattr(admin_class, "writes_audit", False):
            super().register(model_or_iterable, admin_class, **options)

    @method_decorator([login_not_required, never_cache])
    def login(self, request, extra_context=None):
        if request.user.is_authenticated:
            raise PermissionDenied
        here = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: here})}")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("profile")
