"""What every form shares: crispy layout, no half-translated browser messages, keys against doubles."""

import uuid
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan.problems import RuleBroken, as_problems
from pembinaan.text import single_line

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""A slip of the pen lies outside, and so do the days beyond which the calendar cannot count."""


def plausible_day(value):
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValidationError(forms.DateField.default_error_messages["invalid"], code="invalid")


class DayInput(forms.DateInput):
    """The browser's own date field, which speaks the user's language and needs no script."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"class": "w-date"} | (attrs or {}), format="%Y-%m-%d")


DAYS = [(str(number + 1), name) for number, name in WEEKDAYS.items()]
"""Monday is 1, as in ISO 8601."""


class DaysField(forms.MultipleChoiceField):
    """Days of the week, kept as their digits: "135"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(choices=DAYS, **{"required": False} | options)

    def prepare_value(self, value):
        return list(value or "")

    def clean(self, value):
        return "".join(sorted(super().clean(value)))


class ManyField(forms.ModelMultipleChoiceField):
    """Looks among what is on offer first: a number beyond the database's range is merely not on it."""

    def clean(self, value):
        offered = {str(pk) for pk in self.queryset.values_list("pk", flat=True)}
        for pk in value or ():
            if str(pk) not in offered:
                message, params = self.error_messages["invalid_choice"], {"value": pk}
                raise ValidationError(message, code="invalid_choice", params=params)
        return super().clean(value)


class FormMixin:
    """`fieldsets` may hold [(heading, [field, …]), …]; without it the fields stand in their order."""

    fieldsets = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput(field.widget.attrs)
                field.validators = [*field.validators, plausible_day]

    @cached_property
    def helper(self):
        """Made when the form is drawn: by then a form has taken out the fields that it does not offer."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        if self.fieldsets:
            helper.layout = self.layout()
        return helper

    def layout(self):
        """A field that a form has taken out leaves no gap."""
        sets = [
            (heading, [name for name in names if name in self.fields]) for heading, names in self.fieldsets
        ]
        named = [name for _heading, names in sets for name in names]
        rest = [name for name in self.fields if name not in named]
        return Layout(*(Fieldset(heading, *names) for heading, names in sets if names), *rest)


class Form(FormMixin, forms.Form):
    """A plain form."""


class KeyedForm(Form):
    """A form that makes a record: the key is made when the form is shown and sent back with it."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ModelForm(FormMixin, forms.ModelForm):
    """Checks values against the model; writing is the action's business, so save() is closed.

    Narrow every choice of related rows with visible_to(user) in the form's __init__.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    places = {}
    """{code of a constraint: field beside which it is told}"""

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["version"]
        else:
            del self.fields["form_key"]
            self.fields["version"].initial = self.instance.version

    def _update_errors(self, errors):
        super()._update_errors(RuleBroken(as_problems(errors, self.places)))

    def show_version(self, version):
        """After a refusal that told what has changed, sending once more is meant."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version

    def save(self, commit=True):
        raise TypeError("forms do not write; call an action")


class SearchForm(Form):
    """The search for people: posted, so that no name stands in an address."""

    q = forms.CharField(
        label=_("Search"), max_length=100, required=False, validators=[single_line], widget=forms.SearchInput
    )
