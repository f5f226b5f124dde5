from django.urls import path

from trainings.views import client_history, completion, follow_up, results

urlpatterns = [
    path("<uuid:pk>/results/", results.ResultsPage.as_view(), name="results"),
    path("<uuid:pk>/complete/", completion.CompletePage.as_view(), name="complete"),
    path("follow-ups/", follow_up.FollowUpList.as_view(), name="follow-up-list"),
    path("follow-ups/<uuid:pk>/", follow_up.FollowUpPage.as_view(), name="follow-up"),
    path("follow-ups/<uuid:pk>/correct/", follow_up.ChangeOutcome.as_view(), name="follow-up-correct"),
    path("follow-ups/<uuid:pk>/proof/", follow_up.OutcomeProof.as_view(), name="follow-up-proof"),
    path("clients/<uuid:pk>/", client_history.ClientHistory.as_view(), name="client-history"),
]
