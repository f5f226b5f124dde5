"""Addresses of trainings, by the part of the work they serve."""

from trainings.urls import after, attendance, instructor_link, locks, offline, paper, planning, programmes

app_name = "trainings"
urlpatterns = [
    *programmes.urlpatterns,
    *after.urlpatterns,
    *attendance.urlpatterns,
    *locks.urlpatterns,
    *offline.urlpatterns,
    *instructor_link.urlpatterns,
    *paper.urlpatterns,
    *planning.urlpatterns,
]
