from django.urls import path

from trainings.views import clashes

urlpatterns = [
    path("<uuid:pk>/warnings/", clashes.ClashPage.as_view(), name="clashes"),
    path("<uuid:pk>/warnings/summary/", clashes.ClashSummary.as_view(), name="clash-summary"),
]
