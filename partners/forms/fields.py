"""Fields of the forms of partners."""

import re
from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _
from lokal.phone import normalize_phone

from pembinaan.accounts.models import Region
from pembinaan.numbers import number, phone


class PhoneField(forms.CharField):
    """Any way of writing an Indonesian number; the value is 62… without blanks or signs."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Phone"), "max_length": 30, "required": False} | kwargs)
        self.help_text = _("For example 0812-3456-7890 or 0451-421234.")

    def prepare_value(self, value):
        return phone(value)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return ""
        digits = re.sub(r"\D", "", normalize_phone(typed) or "")
        if not 10 <= len(digits) <= 15:
            raise forms.ValidationError(_("Write one Indonesian phone number with its area code."), "phone")
        return digits


class RegionsByProvince(ModelChoiceIterator):
    def __iter__(self):
        yield "", _("Not known")
        for province, parts in groupby(self.queryset, key=lambda region: region.parent.name):
            yield province, [(part.pk, part.name) for part in parts]


class RegionField(forms.ModelChoiceField):
    """Regencies and cities under their provinces."""

    iterator = RegionsByProvince

    def __init__(self, **kwargs):
        regions = Region.objects.filter(parent__isnull=False).select_related("parent")
        super().__init__(regions.order_by("parent__code", "code"), required=False, **kwargs)


class RupiahField(forms.CharField):
    """Whole rupiah, written with or without Rp and dots."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    most = 10**15

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 30, "required": False} | kwargs)
        self.help_text = self.help_text or _("In whole rupiah, for example 2.500.000.")

    def prepare_value(self, value):
        return number(value) if isinstance(value, int) else value

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        plain = re.sub(r"(?i)^rp\.?\s*", "", typed.strip())
        if not re.fullmatch(r"[0-9]+|[0-9]{1,3}([.,\s][0-9]{3})+", plain):
            raise forms.ValidationError(_("Write whole rupiah with digits and dots only."), "rupiah")
        amount = int(re.sub(r"[.,\s]", "", plain))
        if amount > self.most:
            raise forms.ValidationError(_("This amount is too large."), "rupiah")
        return amount
