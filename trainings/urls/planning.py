from django.urls import path

from trainings.views import choosing, enrolment, fairness, planning, sessions

urlpatterns = [
    path("", planning.TrainingList.as_view(), name="list"),
    path("new/", planning.PlanTraining.as_view(), name="create"),
    path("<uuid:pk>/", planning.TrainingDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", planning.ChangeTraining.as_view(), name="update"),
    path("<uuid:pk>/timetable/", planning.RemakeTimetable.as_view(), name="timetable"),
    path("<uuid:pk>/moves/<slug:move>/", planning.MoveTraining.as_view(), name="move"),
    path("<uuid:pk>/sessions/new/", sessions.AddSession.as_view(), name="session-create"),
    path("<uuid:pk>/sessions/<uuid:session>/edit/", sessions.ChangeSession.as_view(), name="session-update"),
    path(
        "<uuid:pk>/sessions/<uuid:session>/remove/", sessions.RemoveSession.as_view(), name="session-remove"
    ),
    path("<uuid:pk>/candidates/", choosing.Candidates.as_view(), name="candidates"),
    path("<uuid:pk>/enrol/", choosing.EnrolChosen.as_view(), name="enrol"),
    path("<uuid:pk>/nominate-list/", choosing.NominateList.as_view(), name="nominate-list"),
    path("fairness/", fairness.Fairness.as_view(), name="fairness"),
    path("<uuid:pk>/guests/new/", enrolment.AddGuest.as_view(), name="guest-create"),
    path("<uuid:pk>/participants/<uuid:enrolment>/", enrolment.EnrolmentPage.as_view(), name="enrolment"),
    path(
        "<uuid:pk>/participants/<uuid:enrolment>/<slug:move>/",
        enrolment.MoveEnrolment.as_view(),
        name="enrolment-move",
    ),
]
