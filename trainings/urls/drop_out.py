from django.urls import path

from trainings.views import drop_out

urlpatterns = [
    path("drop-outs/", drop_out.DropOutList.as_view(), name="drop-out-list"),
    path(
        "<uuid:pk>/participants/<uuid:enrolment>/drop-out/",
        drop_out.AnswerWarning.as_view(),
        name="drop-out-answer",
    ),
]
