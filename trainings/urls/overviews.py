from django.urls import path

from trainings.views.attendance_rates import AttendanceRatesPage
from trainings.views.daily_summary import DailySummaryPage
from trainings.views.session_lists import WaitingSheetsPage

urlpatterns = [
    path("sheets/", WaitingSheetsPage.as_view(), name="session-list"),
    path("summary/", DailySummaryPage.as_view(), name="daily-summary"),
    path("<uuid:pk>/attendance-rates/", AttendanceRatesPage.as_view(), name="attendance-rates"),
]
