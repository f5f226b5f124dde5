from django.urls import path

from trainings.views import papers, papers_files, papers_page, papers_writing

urlpatterns = [
    path("<uuid:pk>/papers/", papers.PaperList.as_view(), name="paper-list"),
    path("<uuid:pk>/papers/people/", papers.PaperPeople.as_view(), name="paper-people"),
    path("<uuid:pk>/papers/start/<slug:kind>/", papers.StartPaper.as_view(), name="paper-start"),
    path(
        "<uuid:pk>/papers/people/<uuid:enrolment>/start/",
        papers.StartPersonPaper.as_view(),
        name="paper-start-person",
    ),
    path("papers/<uuid:pk>/", papers_page.PaperPage.as_view(), name="paper"),
    path("papers/<uuid:pk>/write/", papers_writing.WritePaper.as_view(), name="paper-write"),
    path("papers/<uuid:pk>/final/", papers_writing.FreezePaper.as_view(), name="paper-freeze"),
    path("papers/<uuid:pk>/discard/", papers_writing.DiscardDraft.as_view(), name="paper-discard"),
    path("papers/<uuid:pk>/pdf/", papers_files.PaperPdf.as_view(), name="paper-pdf"),
    path("papers/<uuid:pk>/docx/", papers_files.PaperDocx.as_view(), name="paper-docx"),
]
