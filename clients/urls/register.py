from django.urls import path

from clients.views.consents import ConsentFile, ConsentList, GiveConsent, WithdrawConsent
from clients.views.ending import EndClient, ReopenClient
from clients.views.export import ExportClients
from clients.views.keep_apart import AddPair, KeptApart, LiftPair
from clients.views.nik import OpenNik
from clients.views.register import ChangeClient, ClientDetail, ClientList, RegisterClient
from clients.views.work import WorkPage

urlpatterns = [
    path("", ClientList.as_view(), name="list"),
    path("new/", RegisterClient.as_view(), name="create"),
    path("export/", ExportClients.as_view(), name="export"),
    path("<uuid:pk>/", ClientDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", ChangeClient.as_view(), name="update"),
    path("<uuid:pk>/end/", EndClient.as_view(), name="end"),
    path("<uuid:pk>/reopen/", ReopenClient.as_view(), name="reopen"),
    path("<uuid:pk>/nik/", OpenNik.as_view(), name="nik"),
    path("<uuid:pk>/work-status/", WorkPage.as_view(), name="work"),
    path("<uuid:pk>/kept-apart/", KeptApart.as_view(), name="keep-apart"),
    path("<uuid:pk>/kept-apart/<uuid:other>/", AddPair.as_view(), name="keep-apart-add"),
    path("kept-apart/<uuid:pk>/lift/", LiftPair.as_view(), name="keep-apart-lift"),
    path("<uuid:pk>/consents/", ConsentList.as_view(), name="consents"),
    path("<uuid:pk>/consents/new/", GiveConsent.as_view(), name="consent-give"),
    path("consents/<uuid:pk>/withdraw/", WithdrawConsent.as_view(), name="consent-withdraw"),
    path("consents/<uuid:pk>/file/", ConsentFile.as_view(), name="consent-file"),
]
