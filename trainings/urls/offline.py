from django.urls import path

from trainings.urls.attendance import SESSION
from trainings.views.offline import OfflineSheet, PreparePage

urlpatterns = [
    path("offline/", PreparePage.as_view(), name="offline"),
    path(f"{SESSION}/attendance/offline/", OfflineSheet.as_view(), name="attendance-offline"),
]
