from django.urls import path

from trainings.views import placements, placements_vacancies

urlpatterns = [
    path("vacancies/", placements_vacancies.VacancyList.as_view(), name="vacancy-list"),
    path("vacancies/add/", placements_vacancies.AddVacancy.as_view(), name="vacancy-create"),
    path("vacancies/<uuid:pk>/", placements_vacancies.VacancyPage.as_view(), name="vacancy"),
    path("vacancies/<uuid:pk>/edit/", placements_vacancies.ChangeVacancy.as_view(), name="vacancy-update"),
    path(
        "vacancies/<uuid:pk>/suggest/", placements_vacancies.Candidates.as_view(), name="vacancy-candidates"
    ),
    path(
        "vacancies/<uuid:pk>/<slug:step>/", placements_vacancies.CloseVacancy.as_view(), name="vacancy-close"
    ),
    path("placements/", placements.PlacementList.as_view(), name="placement-list"),
    path("placements/<uuid:pk>/", placements.ApplicationPage.as_view(), name="application"),
    path("placements/<uuid:pk>/<slug:move>/", placements.MoveApplication.as_view(), name="application-move"),
    path("clients/<uuid:pk>/suggest/", placements.SuggestClient.as_view(), name="client-suggest"),
]
