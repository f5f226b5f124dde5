from django.urls import path

from trainings.views import feedback

urlpatterns = [
    path("<uuid:pk>/feedback/", feedback.FeedbackResults.as_view(), name="feedback"),
    path("<uuid:pk>/feedback/slips/", feedback.KeyInSlips.as_view(), name="feedback-slips"),
    path(
        "<uuid:pk>/participants/<uuid:enrolment>/feedback/",
        feedback.FeedbackOfOne.as_view(),
        name="feedback-one",
    ),
]
