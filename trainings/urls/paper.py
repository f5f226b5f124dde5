from django.urls import path

from trainings.urls.attendance import SESSION
from trainings.views.quick_entry import QuickEntry
from trainings.views.register import FilledRegisterPdf, RegisterPdf
from trainings.views.scans import SheetScanFile, SheetScans

urlpatterns = [
    path(f"{SESSION}/register/", RegisterPdf.as_view(), name="register-pdf"),
    path(f"{SESSION}/register/filled/", FilledRegisterPdf.as_view(), name="register-filled"),
    path(f"{SESSION}/quick-entry/", QuickEntry.as_view(), name="quick-entry"),
    path(f"{SESSION}/scans/", SheetScans.as_view(), name="sheet-scans"),
    path(f"{SESSION}/scans/<uuid:scan>/", SheetScanFile.as_view(), name="sheet-scan"),
]
