from django.urls import path

from trainings.views import complaints

urlpatterns = [
    path("complaints/", complaints.ComplaintList.as_view(), name="complaint-list"),
    path("complaints/register/", complaints.RegisterComplaint.as_view(), name="complaint-create"),
    path("complaints/<uuid:pk>/", complaints.ComplaintPage.as_view(), name="complaint"),
]
