from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.fields import PhoneField
from partners.models import Contact, Instructor, InstructorAbsence
from partners.rules import absence_problems, contact_problems, hours_problems, instructor_problems
from pembinaan.forms import DaysField, ModelForm
from pembinaan.problems import add_problems


class ContactForm(ModelForm):
    phone = PhoneField()

    class Meta:
        model = Contact
        fields = ("name", "position", "phone", "email")

    def clean(self):
        values = super().clean()
        if not self.errors:
            add_problems(self, contact_problems(values["name"], values["phone"], values["email"]))
        return values


class ClockInput(forms.TimeInput):
    """The browser's own field for clock times."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__({"class": "w-year"} | (attrs or {}), format="%H:%M")


class InstructorForm(ModelForm):
    phone = PhoneField()
    available_days = DaysField(label=_("Days available"), help_text=_("None ticked: every day."))
    fieldsets = (
        (_("Who"), ["name", "skills", "phone", "is_active"]),
        (_("When available"), ["available_days", "available_from", "available_until"]),
    )

    class Meta:
        model = Instructor
        fields = (
            "name",
            "skills",
            "phone",
            "is_active",
            "available_days",
            "available_from",
            "available_until",
        )
        widgets = {"available_from": ClockInput, "available_until": ClockInput}
        help_texts = {"available_from": _("Empty: at any hour.")}

    def __init__(self, *args, partner, **kwargs):
        self.partner = partner
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["is_active"]

    def clean(self):
        values = super().clean()
        if name := values.get("name"):
            others = self.partner.instructors.exclude(pk=self.instance.pk)
            others = others.exclude(form_key=values.get("form_key"))
            add_problems(self, instructor_problems(name, others.values_list("name", flat=True)))
        add_problems(self, hours_problems(values.get("available_from"), values.get("available_until")))
        return values


class AbsenceForm(ModelForm):
    class Meta:
        model = InstructorAbsence
        fields = ("starts_on", "ends_on", "note")

    def clean(self):
        values = super().clean()
        add_problems(self, absence_problems(values.get("starts_on"), values.get("ends_on")))
        return values
