from django.urls import path

from pembinaan.dashboards.views.behind import BehindPage
from pembinaan.dashboards.views.board import BoardPage, DefinitionsPage

app_name = "dashboards"
urlpatterns = [
    path("", BoardPage.as_view(), name="board"),
    path("regional/", BoardPage.as_view(), name="regional"),
    path("definitions/", DefinitionsPage.as_view(), name="definitions"),
    path("behind/<slug:key>/", BehindPage.as_view(), name="behind"),
]
