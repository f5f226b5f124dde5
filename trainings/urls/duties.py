from django.urls import path

from trainings.views import duties, transport

urlpatterns = [
    path("duties/", duties.DutiesPage.as_view(), name="duties"),
    path("<uuid:pk>/transport/", transport.Ledger.as_view(), name="transport"),
    path(
        "<uuid:pk>/transport/<uuid:session>/note/", transport.NoteTransport.as_view(), name="transport-note"
    ),
    path(
        "<uuid:pk>/transport/entries/<uuid:payment>/cancel/",
        transport.VoidTransport.as_view(),
        name="transport-void",
    ),
]
