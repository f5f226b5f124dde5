"""Pages for the people and the agreements of a partner."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from partners import actions
from partners.forms import AgreementForm, ContactForm, InstructorForm
from partners.models import Agreement, Contact, Instructor, Partner
from partners.views.partners import OwnPartner
from pembinaan.forms import Form
from pembinaan.uploads import file_response
from pembinaan.views import ActionPage, CreatePage, ScopedPage, UpdatePage


class PartPage(OwnPartner):
    template_name = "partners/part_form.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(partner=self.partner, **kwargs)


class NewPart(PartPage, CreatePage):
    """Below the address of its partner."""

    model = Partner

    def get_queryset(self):
        return super().get_queryset().select_related("office")

    def get_success_url(self):
        return self.partner.get_absolute_url()

    def act(self, form):
        self.add(self.object, form.cleaned_data, form_key=form.cleaned_data["form_key"], by=self.request.user)


class OldPart(PartPage, UpdatePage):
    def get_queryset(self):
        return super().get_queryset().select_related("partner__office")

    def act(self, form):
        self.change(
            self.object, form.cleaned_data, version=form.cleaned_data["version"], by=self.request.user
        )


class ContactCreate(NewPart):
    form_class = ContactForm
    title = _("Add contact")
    add = staticmethod(actions.add_contact)


class ContactUpdate(OldPart):
    model = Contact
    form_class = ContactForm
    title = _("Change contact")
    change = staticmethod(actions.change_contact)


class ContactDelete(PartPage, ActionPage):
    model = Contact
    form_class = Form
    template_name = "partners/part_confirm.html"
    title = _("Remove contact")
    text = _("The contact is taken out of the list. The history keeps the name.")
    submit_label = _("Remove")
    success_message = _("Removed.")
    danger = True

    def get_queryset(self):
        return super().get_queryset().select_related("partner__office")

    def act(self, form):
        actions.delete_contact(self.object, by=self.request.user)


class InstructorForms:
    form_class = InstructorForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"partner": self.partner}


class InstructorCreate(InstructorForms, NewPart):
    title = _("Add instructor")
    add = staticmethod(actions.add_instructor)


class InstructorUpdate(InstructorForms, OldPart):
    model = Instructor
    title = _("Change instructor")
    change = staticmethod(actions.change_instructor)


class AgreementCreate(NewPart):
    form_class = AgreementForm
    title = _("Add agreement")
    add = staticmethod(actions.add_agreement)


class AgreementUpdate(OldPart):
    model = Agreement
    form_class = AgreementForm
    title = _("Change agreement")
    change = staticmethod(actions.change_agreement)


class AgreementFile(ScopedPage, View):
    model = Agreement
    permission = "partners.view_partner"

    def get(self, request, *args, **kwargs):
        if not self.object.file:
            raise Http404
        return file_response(self.object.file, self.object.file_name)
