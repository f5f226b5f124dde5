from django.contrib.admin import AdminSite as DjangoAdminSite
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.utils.translation import gettext_lazy as _


class AdminConfig(DjangoAdminConfig):
    default_site = "pembinaan.admin_site.AdminSite"


class AdminSite(DjangoAdminSite):
    site_header = site_title = _("Pembinaan administration")
