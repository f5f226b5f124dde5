from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingsConfig(AppConfig):
    name = "trainings"
    verbose_name = _("Trainings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from clients.following import FOLLOWERS, Follower
        from partners import following
        from trainings import client_counting, partner_merging, tallying

        # Trainings are locked first, as completing one does.
        FOLLOWERS.append(Follower(tallying.FACTS, tallying.refresh_tallies_of))
        FOLLOWERS.append(
            Follower(client_counting.FACTS, client_counting.recount, leaving=client_counting.forget)
        )
        following.FOLLOWERS.append(partner_merging)
