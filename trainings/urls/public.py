"""Addresses without an account; short, because they are read out."""

from django.urls import path

from trainings.views.instructor_page import InstructorPage

urlpatterns = [path("<str:secret>/", InstructorPage.as_view(), name="instructor-page")]
