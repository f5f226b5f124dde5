from django.urls import path

from trainings.views import certificate_files as files
from trainings.views import certificate_issue as issue
from trainings.views import certificate_page as page
from trainings.views import certificates

ONE, OF_TRAINING = "certificates/<uuid:pk>", "<uuid:pk>/certificates"

urlpatterns = [
    path("certificates/", certificates.CertificateList.as_view(), name="certificate-list"),
    path(f"{ONE}/", page.CertificatePage.as_view(), name="certificate"),
    path(f"{ONE}/file/", files.CertificateFile.as_view(), name="certificate-file"),
    path(f"{ONE}/replace/", page.ReplaceCertificate.as_view(), name="certificate-replace"),
    path(f"{ONE}/steps/<slug:step>/", page.ChangeCertificate.as_view(), name="certificate-step"),
    path(f"{OF_TRAINING}/", certificates.TrainingCertificates.as_view(), name="certificates"),
    path(f"{OF_TRAINING}/names/", issue.ConfirmNames.as_view(), name="certificate-names"),
    path(f"{OF_TRAINING}/issue/", issue.IssueCertificates.as_view(), name="certificate-issue"),
    path(f"{OF_TRAINING}/sample/", issue.SampleCertificate.as_view(), name="certificate-sample"),
    path(f"{OF_TRAINING}/hand-over/", certificates.HandOver.as_view(), name="certificate-hand-over"),
    path(f"{OF_TRAINING}.zip", files.CertificateZip.as_view(), name="certificate-zip"),
]
