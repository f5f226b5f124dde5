from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def seed_roles(**kwargs):
    from pembinaan.accounts.roles import sync_roles  # models are ready only now

    sync_roles()


class AccountsConfig(AppConfig):
    name = "pembinaan.accounts"
    label = "accounts"
    verbose_name = _("Offices and people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from pembinaan.accounts import log_in_events  # noqa: F401  connects allauth's and Django's own signals

        # Permissions of all apps exist only after the last app has migrated.
        post_migrate.connect(seed_roles, dispatch_uid="accounts.seed_roles")
