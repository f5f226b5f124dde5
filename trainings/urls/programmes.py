from django.urls import path

from trainings.views import programmes

urlpatterns = [
    path("programmes/", programmes.ProgrammeList.as_view(), name="programme-list"),
    path("programmes/new/", programmes.ProgrammeCreate.as_view(), name="programme-create"),
    path("programmes/<uuid:pk>/", programmes.ProgrammeDetail.as_view(), name="programme-detail"),
    path("programmes/<uuid:pk>/edit/", programmes.ProgrammeUpdate.as_view(), name="programme-update"),
    path(
        "programmes/<uuid:pk>/modules/<int:number>/checklist/",
        programmes.ProgrammeChecklist.as_view(),
        name="programme-checklist",
    ),
    path("programmes/<uuid:pk>/copy/", programmes.ProgrammeCopy.as_view(), name="programme-copy"),
]
