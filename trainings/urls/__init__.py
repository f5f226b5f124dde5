"""Addresses of trainings, by the part of the work they serve."""

from trainings.urls import (
    absence,
    after,
    attendance,
    instructor_link,
    locks,
    offline,
    overviews,
    paper,
    planning,
    programmes,
)

app_name = "trainings"
urlpatterns = [
    *programmes.urlpatterns,
    *absence.urlpatterns,
    *after.urlpatterns,
    *attendance.urlpatterns,
    *locks.urlpatterns,
    *overviews.urlpatterns,
    *offline.urlpatterns,
    *instructor_link.urlpatterns,
    *paper.urlpatterns,
    *planning.urlpatterns,
]
