from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.actions.access import password_problems
from pembinaan.forms import Form, KeyedForm
from pembinaan.problems import add_problems
from pembinaan.text import single_line

NEW_PASSWORD = {"autocomplete": "new-password", "autocapitalize": "none", "spellcheck": "false"}


class NewPasswordForm(Form):
    """A password chosen twice; blanks at its ends belong to it."""

    password = forms.CharField(
        label=_("New password"), strip=False, max_length=128, widget=forms.PasswordInput(NEW_PASSWORD)
    )
    again = forms.CharField(
        label=_("New password once more"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(NEW_PASSWORD),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean(self):
        values = super().clean()
        password, again = values.get("password"), values.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        if password:
            add_problems(self, password_problems(password, self.user))
        return values


class DeviceForm(KeyedForm):
    name = forms.CharField(
        label=_("Name of the device"),
        max_length=60,
        validators=[single_line],
        help_text=_("As it is written on the device or in the inventory, such as: Tablet 2."),
    )
