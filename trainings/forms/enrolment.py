from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from pembinaan.forms import Form, KeyedForm
from pembinaan.text import single_line
from trainings.models import Enrolment


class ChosenForm(Form):
    """Clients ticked in the list of candidates; who is not visible to the user is not among them."""

    client = forms.MultipleChoiceField(
        label=_("Clients"), error_messages={"required": _("Tick at least one client.")}
    )
    starts_on = forms.DateField(
        label=_("Takes part from"), required=False, help_text=_("Empty: from the first session.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, validators=[single_line])

    def __init__(self, *args, user, nominating, **kwargs):
        super().__init__(*args, **kwargs)
        self.visible = Client.objects.visible_to(user)
        if nominating:
            self.fields["reason"].required = True
            del self.fields["starts_on"]
        else:
            del self.fields["reason"]
        self.fields["client"].valid_value = is_id

    @property
    def clients(self):
        """Read by the action, under its lock."""
        return self.visible.filter(pk__in=self.cleaned_data["client"]).in_name_order()


def is_id(value):
    try:
        return bool(Client._meta.pk.to_python(value))
    except forms.ValidationError:
        return False


class GuestForm(KeyedForm):
    """A guest is named by those who run the training and belongs to no Bapas."""

    name = Enrolment._meta.get_field("guest_name").formfield(label=_("Name of the guest"), required=True)
    origin = Enrolment._meta.get_field("guest_origin").formfield(
        label=_("Comes from"), help_text=_("For example: Rutan Palu"), required=True
    )
    starts_on = forms.DateField(
        label=_("Takes part from"), required=False, help_text=_("Empty: from the first session.")
    )
