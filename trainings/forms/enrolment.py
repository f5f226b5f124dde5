import re

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from pembinaan.forms import Form, KeyedForm
from pembinaan.text import multi_line, single_line, squeeze
from trainings.choices import ReasonKind
from trainings.models import Enrolment, Reason
from trainings.policy import MAX_LISTED

WHY = ("passed_reason", "passed_note")
"""Asked only where somebody is passed over or a rule is set aside."""


class ChosenForm(Form):
    """Clients ticked in the list of candidates; who is not visible to the user is not among them."""

    client = forms.MultipleChoiceField(
        label=_("Clients"), error_messages={"required": _("Tick at least one client.")}
    )
    starts_on = forms.DateField(
        label=_("Takes part from"), required=False, help_text=_("Empty: from the first session.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, validators=[single_line])
    passed_reason = forms.ModelChoiceField(
        Reason.objects.none(),
        label=_("Why they are passed over"),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    passed_note = forms.CharField(label=_("Note"), max_length=200, required=False, validators=[single_line])

    def __init__(self, *args, user, nominating, **kwargs):
        super().__init__(*args, **kwargs)
        self.visible = Client.objects.visible_to(user)
        self.fields["passed_reason"].queryset = Reason.objects.offered(ReasonKind.PASSED_OVER)
        if nominating:
            self.fields["reason"].required = True
            for name in ("starts_on", *WHY):
                del self.fields[name]
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


class ListedForm(Form):
    """Register numbers, one a line, as they are copied from a list."""

    numbers = forms.CharField(
        label=_("Register numbers"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        validators=[multi_line],
        help_text=_("One a line; what stands behind a comma, a semicolon or a tab is another one."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, validators=[single_line])

    def clean_numbers(self):
        """As the register writes them, each once and in the order given."""
        written = re.split(r"[\n\r\t,;]+", self.cleaned_data["numbers"])
        numbers = list(dict.fromkeys(filter(None, (squeeze(text).upper() for text in written))))
        if not numbers:
            raise forms.ValidationError(_("Write at least one register number."), code="none")
        if len(numbers) > MAX_LISTED:
            message = _("At most %(number)s at once; these are %(given)s.")
            raise forms.ValidationError(message % {"number": MAX_LISTED, "given": len(numbers)}, code="many")
        return numbers


class GuestForm(KeyedForm):
    """A guest is named by those who run the training and belongs to no Bapas."""

    name = Enrolment._meta.get_field("guest_name").formfield(label=_("Name of the guest"), required=True)
    origin = Enrolment._meta.get_field("guest_origin").formfield(
        label=_("Comes from"), help_text=_("For example: Rutan Palu"), required=True
    )
    starts_on = forms.DateField(
        label=_("Takes part from"), required=False, help_text=_("Empty: from the first session.")
    )
