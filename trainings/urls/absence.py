from django.urls import path

from trainings.views import absence, absence_list, letter

ROW = "<uuid:pk>/sessions/<uuid:session>/rows/<int:number>"

urlpatterns = [
    path("absences/", absence_list.AbsenceList.as_view(), name="absence-list"),
    path("<uuid:pk>/absences/", absence_list.AbsencesOfTraining.as_view(), name="absences"),
    path(f"{ROW}/excuse/", absence.ExcusePage.as_view(), name="excuse"),
    path(f"{ROW}/barrier/", absence.BarrierPage.as_view(), name="barrier"),
    path("excuses/<uuid:pk>/decide/", absence.DecideExcuse.as_view(), name="excuse-decide"),
    path("excuses/<uuid:pk>/proof/", absence.ExcuseProof.as_view(), name="excuse-proof"),
    path("barriers/<uuid:pk>/done/", absence.FinishBarrier.as_view(), name="barrier-done"),
    path("letters/<uuid:pk>/", letter.LetterPdf.as_view(), name="absence-letter"),
    path(
        "<uuid:pk>/participants/<uuid:enrolment>/steps/<slug:rung>/",
        absence.StepPage.as_view(),
        name="ladder-step",
    ),
]
