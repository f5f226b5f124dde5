from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingsConfig(AppConfig):
    name = "trainings"
    verbose_name = _("Trainings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from clients.following import FOLLOWERS
        from partners import following
        from trainings import partner_merging
        from trainings.tallying import refresh_tallies_of

        FOLLOWERS.append(refresh_tallies_of)
        following.FOLLOWERS.append(partner_merging)
