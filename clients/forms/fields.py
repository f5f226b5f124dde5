"""Inputs of the client register that accept what people write and keep what the register needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from clients.workbook.people import NIK_MARKS
from clients.workbook.phones import read_phones
from pembinaan.accounts.models import Region

DAYS = [(str(number + 1), name) for number, name in WEEKDAYS.items()]
"""Monday is 1, as in ISO 8601."""


class PhoneField(forms.CharField):
    """One number, written anyhow, as 62…; a remark such as (istri) stays behind in `remark`."""

    def __init__(self, **options):
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
        super().__init__(**{"max_length": 60, "required": False} | options)

    def clean(self, value):
        text = super().clean(value)
        phones = read_phones(text)
        self.remark = phones[0].owner if phones else ""
        if text and len(phones) != 1:
            raise ValidationError(_("Write one telephone number of 10 to 14 digits."), code="no_phone")
        return phones[0].number if phones else ""


class NikField(forms.CharField):
    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(label="NIK", max_length=40, widget=widget, **{"required": False} | options)

    def to_python(self, value):
        return NIK_MARKS.sub("", super().to_python(value))


class DaysField(forms.MultipleChoiceField):
    """Days of the week, kept as their digits: "135"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(choices=DAYS, **{"required": False} | options)

    def prepare_value(self, value):
        return list(value or "")

    def clean(self, value):
        return "".join(sorted(super().clean(value)))


def region_choices(used):
    """Every regency under its province; those where the office's clients live stand first."""
    groups = {}
    regencies = Region.objects.filter(parent__isnull=False).select_related("parent")
    for region in regencies.order_by("code"):
        groups.setdefault(region.parent.name, []).append((region.pk, region.name))
    here = [(region.pk, region.name) for region in used]
    return [("", "---------"), *([(_("Where our clients live"), here)] if here else []), *groups.items()]
