"""Addresses of trainings, by the part of the work they serve."""

from trainings.urls import (
    absence,
    after,
    attendance,
    clashes,
    duties,
    instructor_link,
    locks,
    offline,
    overviews,
    paper,
    partners,
    planning,
    programmes,
    proposal,
    seats,
    timetable,
    venues,
)

app_name = "trainings"
urlpatterns = [
    *programmes.urlpatterns,
    *absence.urlpatterns,
    *after.urlpatterns,
    *attendance.urlpatterns,
    *clashes.urlpatterns,
    *duties.urlpatterns,
    *locks.urlpatterns,
    *overviews.urlpatterns,
    *offline.urlpatterns,
    *instructor_link.urlpatterns,
    *paper.urlpatterns,
    *partners.urlpatterns,
    *seats.urlpatterns,
    *planning.urlpatterns,
    *proposal.urlpatterns,
    *timetable.urlpatterns,
    *venues.urlpatterns,
]
