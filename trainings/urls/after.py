from django.urls import path

from trainings.views import completion, results

urlpatterns = [
    path("<uuid:pk>/results/", results.ResultsPage.as_view(), name="results"),
    path("<uuid:pk>/complete/", completion.CompletePage.as_view(), name="complete"),
]
