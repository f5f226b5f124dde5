from django.urls import path

from trainings.views.contributions import AddContribution, TrainingContributions
from trainings.views.partner_performance import PartnerPerformance

urlpatterns = [
    path("partners/<uuid:pk>/performance/", PartnerPerformance.as_view(), name="partner-performance"),
    path("<uuid:pk>/contributions/", TrainingContributions.as_view(), name="contributions"),
    path("<uuid:pk>/contributions/new/", AddContribution.as_view(), name="contribution-create"),
]
