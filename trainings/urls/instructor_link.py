from django.urls import path

from trainings.urls.attendance import SESSION
from trainings.views.instructor_link import ConcernList, ConcernPage, InstructorLinkPage, ReportConcern

urlpatterns = [
    path(f"{SESSION}/instructor/", InstructorLinkPage.as_view(), name="instructor-link"),
    path("<uuid:pk>/concerns/new/", ReportConcern.as_view(), name="concern-create"),
    path("concerns/", ConcernList.as_view(), name="concern-list"),
    path("concerns/<uuid:pk>/", ConcernPage.as_view(), name="concern"),
]
