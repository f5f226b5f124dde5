from django.urls import path

from partners.views import partners, parts

app_name = "partners"
urlpatterns = [
    path("", partners.PartnerList.as_view(), name="list"),
    path("new/", partners.PartnerCreate.as_view(), name="create"),
    path("<uuid:pk>/", partners.PartnerDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", partners.PartnerUpdate.as_view(), name="update"),
    path("<uuid:pk>/contacts/new/", parts.ContactCreate.as_view(), name="contact-create"),
    path("contacts/<uuid:pk>/edit/", parts.ContactUpdate.as_view(), name="contact-update"),
    path("contacts/<uuid:pk>/delete/", parts.ContactDelete.as_view(), name="contact-delete"),
    path("<uuid:pk>/instructors/new/", parts.InstructorCreate.as_view(), name="instructor-create"),
    path("instructors/<uuid:pk>/edit/", parts.InstructorUpdate.as_view(), name="instructor-update"),
    path("<uuid:pk>/agreements/new/", parts.AgreementCreate.as_view(), name="agreement-create"),
    path("agreements/<uuid:pk>/edit/", parts.AgreementUpdate.as_view(), name="agreement-update"),
    path("agreements/<uuid:pk>/file/", parts.AgreementFile.as_view(), name="agreement-file"),
]
