"""Pages for the people and the licences of a partner."""

from django.utils.translation import gettext_lazy as _

from partners import actions
from partners.forms import AbsenceForm, ContactForm, InstructorForm, LicenceForm
from partners.models import Contact, Instructor, InstructorAbsence, Licence, Partner
from partners.views.partners import OwnPartner
from pembinaan.forms import Form
from pembinaan.views import ActionPage, CreatePage, UpdatePage


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


class OldPartStep(PartPage, ActionPage):
    """Asks before a part is taken out."""

    form_class = Form
    template_name = "partners/part_confirm.html"
    submit_label = _("Remove")
    success_message = _("Removed.")
    danger = True
    path = "partner__office"

    def get_queryset(self):
        return super().get_queryset().select_related(self.path)

    def act(self, form):
        self.remove(self.object, by=self.request.user)


class ContactDelete(OldPartStep):
    model = Contact
    title = _("Remove contact")
    text = _("The contact is taken out of the list. The history keeps the name.")
    remove = staticmethod(actions.delete_contact)


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


class OfInstructor:
    @property
    def partner(self):
        return getattr(self.object, "instructor", self.object).partner


class AbsenceCreate(OfInstructor, NewPart):
    model = Instructor
    form_class = AbsenceForm
    title = _("Add days away")
    add = staticmethod(actions.add_absence)

    def get_queryset(self):
        return CreatePage.get_queryset(self).select_related("partner__office")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None}


class AbsenceDelete(OfInstructor, OldPartStep):
    model = InstructorAbsence
    title = _("Remove days away")
    text = _("The instructor can be planned on these days again.")
    remove = staticmethod(actions.delete_absence)
    path = "instructor__partner__office"


class LicenceCreate(NewPart):
    form_class = LicenceForm
    title = _("Add licence")
    add = staticmethod(actions.add_licence)


class LicenceUpdate(OldPart):
    model = Licence
    form_class = LicenceForm
    title = _("Change licence")
    change = staticmethod(actions.change_licence)


class LicenceDelete(OldPartStep):
    model = Licence
    title = _("Remove licence")
    text = _("The licence is taken out of the list. The history keeps its number.")
    remove = staticmethod(actions.delete_licence)
