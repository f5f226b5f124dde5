"""Addresses of trainings, by the part of the work they serve."""

from trainings.urls import after, attendance, planning, programmes

app_name = "trainings"
urlpatterns = [
    *programmes.urlpatterns,
    *after.urlpatterns,
    *attendance.urlpatterns,
    *planning.urlpatterns,
]
