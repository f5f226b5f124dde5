from partners.forms.fields import PhoneField
from partners.models import Contact, Instructor
from partners.rules import contact_problems, instructor_problems
from pembinaan.forms import ModelForm
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


class InstructorForm(ModelForm):
    phone = PhoneField()

    class Meta:
        model = Instructor
        fields = ("name", "skills", "phone", "is_active")

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
        return values
