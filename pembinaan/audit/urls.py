from django.urls import path

from pembinaan.audit.views import HistoryPage, TrailPage

app_name = "audit"
urlpatterns = [
    path("", TrailPage.as_view(), name="list"),
    path("<str:kind>/<uuid:pk>/", HistoryPage.as_view(), name="history"),
]
