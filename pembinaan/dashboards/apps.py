from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "pembinaan.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from pembinaan.dashboards import exporting

        exporting.register()
