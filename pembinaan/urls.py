from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from pembinaan import errors, health
from pembinaan.dashboards.views.home import HomePage
from trainings.views.offline import offline_shell, service_worker

urlpatterns = [
    path("", HomePage.as_view(), name="home"),
    path("accounts/", include("pembinaan.accounts.urls")),
    path("clients/", include("clients.urls")),
    path("partners/", include("partners.urls")),
    path("trainings/", include("trainings.urls")),
    path("i/", include("trainings.urls.public")),
    path("c/", include("trainings.urls.check")),
    path("calendar/", include("trainings.urls.feed")),
    path("dashboards/", include("pembinaan.dashboards.urls")),
    path("audit/", include("pembinaan.audit.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("offline/", offline_shell, name="offline-shell"),
    path("sw.js", service_worker, name="service-worker"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler429 = errors.too_many
handler500 = errors.server_error
