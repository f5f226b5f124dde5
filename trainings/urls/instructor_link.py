from django.urls import path

from trainings.urls.attendance import SESSION
from trainings.views.instructor_link import ConcernList, ConcernPage, InstructorLinkPage

urlpatterns = [
    path(f"{SESSION}/instructor/", InstructorLinkPage.as_view(), name="instructor-link"),
    path("concerns/", ConcernList.as_view(), name="concern-list"),
    path("concerns/<uuid:pk>/", ConcernPage.as_view(), name="concern"),
]
