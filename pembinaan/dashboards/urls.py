from django.urls import path, re_path

from pembinaan.dashboards.views.behind import BehindPage
from pembinaan.dashboards.views.blocks import AbsencesBlock, ChangesBlock, PartnersBlock, PeersBlock
from pembinaan.dashboards.views.board import BoardPage
from pembinaan.dashboards.views.breakdown import BreakdownBlock
from pembinaan.dashboards.views.exports import (
    BarsPicture,
    ExportBehind,
    ExportBoard,
    ExportIndicators,
    ExportYear,
    TrendPicture,
)
from pembinaan.dashboards.views.indicators import DefinitionsPage, IndicatorsPage
from pembinaan.dashboards.views.months import (
    AcceptMonth,
    DriftPage,
    MonthPage,
    MonthsPage,
    ReturnMonth,
    SubmitMonth,
)
from pembinaan.dashboards.views.notes import AddNote, ReplyToNote
from pembinaan.dashboards.views.saved import RemoveView, SavedViewsPage
from pembinaan.dashboards.views.targets import TargetsPage

app_name = "dashboards"
MONTH = "months/<uuid:pk>/<str:month>/"
KIND = "(?P<kind>xlsx|csv|pdf)"
urlpatterns = [
    path("", BoardPage.as_view(), name="board"),
    path("regional/", BoardPage.as_view(), name="regional"),
    path("indicators/", IndicatorsPage.as_view(), name="indicators"),
    re_path(r"^indicators/export\.(?P<kind>xlsx|csv)$", ExportIndicators.as_view(), name="indicators-export"),
    path("definitions/", DefinitionsPage.as_view(), name="definitions"),
    path("blocks/partners/", PartnersBlock.as_view(), name="block-partners"),
    path("blocks/absences/", AbsencesBlock.as_view(), name="block-absences"),
    path("blocks/peers/", PeersBlock.as_view(), name="block-peers"),
    path("blocks/breakdown/", BreakdownBlock.as_view(), name="block-breakdown"),
    path("blocks/changes/", ChangesBlock.as_view(), name="block-changes"),
    path("behind/<slug:key>/", BehindPage.as_view(), name="behind"),
    re_path(rf"^behind/(?P<key>[-\w]+)/export\.{KIND}$", ExportBehind.as_view(), name="behind-export"),
    re_path(rf"^export\.{KIND}$", ExportBoard.as_view(), name="export"),
    path("trend.png", TrendPicture.as_view(), name="trend-picture"),
    path("bars.png", BarsPicture.as_view(), name="bars-picture"),
    path("months/", MonthsPage.as_view(), name="months"),
    path("months/<int:year>/export.xlsx", ExportYear.as_view(), name="year-export"),
    path(MONTH, MonthPage.as_view(), name="month"),
    path(f"{MONTH}submit/", SubmitMonth.as_view(), name="month-submit"),
    path(f"{MONTH}accept/", AcceptMonth.as_view(), name="month-accept"),
    path(f"{MONTH}return/", ReturnMonth.as_view(), name="month-return"),
    path(f"{MONTH}changes/", DriftPage.as_view(), name="month-drift"),
    path("targets/", TargetsPage.as_view(), name="targets"),
    path("notes/add/", AddNote.as_view(), name="note-create"),
    path("notes/<uuid:pk>/reply/", ReplyToNote.as_view(), name="note-reply"),
    path("views/", SavedViewsPage.as_view(), name="views"),
    path("views/<uuid:pk>/remove/", RemoveView.as_view(), name="view-remove"),
]
