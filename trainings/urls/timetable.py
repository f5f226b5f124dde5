from django.urls import path

from trainings.views import calendar, catch_up, moving

SESSION = "<uuid:pk>/sessions/<uuid:session>"

urlpatterns = [
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("calendar/address/", calendar.FeedPage.as_view(), name="calendar-address"),
    path("<uuid:pk>/sessions/cancel/", moving.CancelSessions.as_view(), name="sessions-cancel"),
    path("<uuid:pk>/sessions/changes/", moving.SessionChanges.as_view(), name="session-changes"),
    path(f"{SESSION}/move/", moving.MoveSession.as_view(), name="session-move"),
    path(f"{SESSION}/catch-up/", catch_up.CatchUpPage.as_view(), name="catch-up"),
]
