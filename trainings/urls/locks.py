from django.urls import path

from trainings.urls.attendance import SESSION
from trainings.views.amendments import AmendPage
from trainings.views.reopening import ReopenDecidePage, ReopenRequestPage, ReopenRequestsPage

urlpatterns = [
    path("requests/", ReopenRequestsPage.as_view(), name="reopen-requests"),
    path("requests/<uuid:pk>/", ReopenDecidePage.as_view(), name="reopen-decide"),
    path(f"{SESSION}/request/", ReopenRequestPage.as_view(), name="reopen-request"),
    path(f"{SESSION}/amend/", AmendPage.as_view(), name="amend"),
]
