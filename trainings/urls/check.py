"""Where whoever holds a certificate in hands can have it checked; short, because it is printed."""

from django.urls import path

from trainings.views.certificate_check import CheckByCode, CheckByNumber

urlpatterns = [
    path("", CheckByNumber.as_view(), name="certificate-check-form"),
    path("<str:code>/", CheckByCode.as_view(), name="certificate-check"),
]
