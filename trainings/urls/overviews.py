from django.urls import path

from trainings.urls.attendance import SESSION
from trainings.views.attendance_rates import AttendanceRatesPage
from trainings.views.daily_summary import DailySummaryPage
from trainings.views.session_lists import WaitingSheetsPage
from trainings.views.walk_in import ReconcileListPage, ReconcilePage, WalkInPage

urlpatterns = [
    path("sheets/", WaitingSheetsPage.as_view(), name="session-list"),
    path("summary/", DailySummaryPage.as_view(), name="daily-summary"),
    path(f"{SESSION}/walk-in/", WalkInPage.as_view(), name="walk-in"),
    path("walk-ins/", ReconcileListPage.as_view(), name="reconcile-list"),
    path("walk-ins/<uuid:pk>/", ReconcilePage.as_view(), name="reconcile"),
    path("<uuid:pk>/attendance-rates/", AttendanceRatesPage.as_view(), name="attendance-rates"),
]
