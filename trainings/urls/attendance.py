from django.urls import path

from trainings.views.attendance import SheetPage
from trainings.views.attendance_bulk import BulkPage
from trainings.views.attendance_history import AttendanceHistoryPage
from trainings.views.attendance_marks import MarksView
from trainings.views.session_files import SessionIcs, SessionXlsx
from trainings.views.session_steps import CancelSessionPage, ReopenSessionPage, RestoreSessionPage
from trainings.views.sheet_parts import SheetParts

SESSION = "<uuid:pk>/sessions/<uuid:session>"

urlpatterns = [
    path("sheet-parts/<slug:content>.js", SheetParts.as_view(), name="sheet-parts"),
    path(f"{SESSION}/attendance/", SheetPage.as_view(), name="attendance"),
    path(f"{SESSION}/attendance/marks/", MarksView.as_view(), name="attendance-mark"),
    path(f"{SESSION}/attendance/several/", BulkPage.as_view(), name="attendance-bulk"),
    path(f"{SESSION}/history/", AttendanceHistoryPage.as_view(), name="attendance-history"),
    path(f"{SESSION}/download/", SessionXlsx.as_view(), name="session-xlsx"),
    path(f"{SESSION}/calendar/", SessionIcs.as_view(), name="session-ics"),
    path(f"{SESSION}/cancel/", CancelSessionPage.as_view(), name="session-cancel"),
    path(f"{SESSION}/reopen/", ReopenSessionPage.as_view(), name="session-reopen"),
    path(f"{SESSION}/restore/", RestoreSessionPage.as_view(), name="session-restore"),
]
