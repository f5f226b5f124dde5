"""The calendar address: without an account, for the programs that fetch it."""

from django.urls import path

from trainings.views.calendar import CalendarFile

urlpatterns = [path("<str:secret>.ics", CalendarFile.as_view(), name="calendar-feed")]
