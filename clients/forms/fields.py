"""Inputs of the client register that accept what people write and keep what the register needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clients.workbook.people import NIK_MARKS
from clients.workbook.phones import read_phones
from pembinaan.accounts.models import Region


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


def region_choices(used):
    """Every regency under its province; those where the office's clients live stand first."""
    groups = {}
    regencies = Region.objects.filter(parent__isnull=False).select_related("parent")
    for region in regencies.order_by("code"):
        groups.setdefault(region.parent.name, []).append((region.pk, region.name))
    here = [(region.pk, region.name) for region in used]
    return [("", "---------"), *([(_("Where our clients live"), here)] if here else []), *groups.items()]


def near_choices(choices, office, chosen):
    """Regencies of the provinces where the office's clients live or, without any, where its city lies."""
    choices = list(choices)
    groups = [regions for _name, regions in choices if isinstance(regions, list | tuple)]
    everywhere = {code: name for regions in groups for code, name in regions}
    # The first group holds the regions of clients where there are any.
    lived_in = groups[0] if groups and choices[1][0] == _("Where our clients live") else []
    provinces = lived_in or [
        (code, name) for code, name in everywhere.items() if office.city and name.endswith(office.city)
    ]
    near = {code[:2] for code, _name in provinces} | {region.pk[:2] for region in chosen}
    return [(code, name) for code, name in sorted(everywhere.items()) if code[:2] in near]
