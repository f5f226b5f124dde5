from django.urls import path

from partners.views import agreements, contributions, endings, merging, partners, parts

app_name = "partners"
urlpatterns = [
    path("", partners.PartnerList.as_view(), name="list"),
    path("new/", partners.PartnerCreate.as_view(), name="create"),
    path("ending/", endings.EndingList.as_view(), name="endings"),
    path("<uuid:pk>/", partners.PartnerDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", partners.PartnerUpdate.as_view(), name="update"),
    path("<uuid:pk>/merge/", merging.MergePartner.as_view(), name="merge"),
    path("<uuid:pk>/contacts/new/", parts.ContactCreate.as_view(), name="contact-create"),
    path("contacts/<uuid:pk>/edit/", parts.ContactUpdate.as_view(), name="contact-update"),
    path("contacts/<uuid:pk>/delete/", parts.ContactDelete.as_view(), name="contact-delete"),
    path("<uuid:pk>/instructors/new/", parts.InstructorCreate.as_view(), name="instructor-create"),
    path("instructors/<uuid:pk>/edit/", parts.InstructorUpdate.as_view(), name="instructor-update"),
    path("instructors/<uuid:pk>/away/new/", parts.AbsenceCreate.as_view(), name="absence-create"),
    path("away/<uuid:pk>/delete/", parts.AbsenceDelete.as_view(), name="absence-delete"),
    path("<uuid:pk>/licences/new/", parts.LicenceCreate.as_view(), name="licence-create"),
    path("licences/<uuid:pk>/edit/", parts.LicenceUpdate.as_view(), name="licence-update"),
    path("licences/<uuid:pk>/delete/", parts.LicenceDelete.as_view(), name="licence-delete"),
    path("<uuid:pk>/agreements/new/", agreements.AgreementCreate.as_view(), name="agreement-create"),
    path("agreements/<uuid:pk>/edit/", agreements.AgreementUpdate.as_view(), name="agreement-update"),
    path("agreements/<uuid:pk>/renew/", agreements.AgreementRenew.as_view(), name="agreement-renew"),
    path("agreements/<uuid:pk>/file/", agreements.AgreementFile.as_view(), name="agreement-file"),
    path("<uuid:pk>/contributions/", contributions.ContributionList.as_view(), name="contributions"),
    path(
        "<uuid:pk>/contributions/new/",
        contributions.ContributionCreate.as_view(),
        name="contribution-create",
    ),
    path(
        "contributions/<uuid:pk>/edit/",
        contributions.ContributionUpdate.as_view(),
        name="contribution-update",
    ),
    path(
        "contributions/<uuid:pk>/delete/",
        contributions.ContributionDelete.as_view(),
        name="contribution-delete",
    ),
]
