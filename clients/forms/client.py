from django import forms
from django.utils.translation import gettext_lazy as _

from clients.actions.register import FIELDS, PLACES, PLACES_REACHED, namesakes
from clients.choices import Sex
from clients.forms.fields import NikField, PhoneField, near_choices, region_choices
from clients.models import Client
from clients.rules.nik import nik_warnings
from clients.rules.register import registration_problems
from pembinaan.accounts.models import Region, User
from pembinaan.dates import today
from pembinaan.forms import DaysField, ManyField, ModelForm
from pembinaan.problems import add_problems
from pembinaan.text import squeeze

PHONES = {
    "phone": "phone_owner",
    "phone_other": "phone_other_owner",
    "guarantor_phone": "guarantor_relation",
}


class ClientForm(ModelForm):
    """The facts of one client. Doubts ask for a tick; what is impossible is refused."""

    phone = PhoneField(
        label=_("Phone"), help_text=_("A remark such as (istri) behind the number names its owner.")
    )
    phone_other = PhoneField(label=_("Second phone"))
    guarantor_phone = PhoneField(label=_("Phone of the guarantor"))
    nik = NikField(help_text=_("16 digits, stored encrypted. Leave it empty if the client has none."))
    available_days = DaysField(label=_("Days available"))
    reachable_regions = ManyField(
        Region.objects.filter(parent__isnull=False),
        label=_("Places that can be reached"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Beside the own regency or city."),
    )
    places = PLACES

    class Meta:
        model = Client
        fields = [*FIELDS, PLACES_REACHED]
        widgets = {
            "sex": forms.RadioSelect,
            "address": forms.Textarea(attrs={"rows": 3}),
            "support_needs": forms.Textarea(attrs={"rows": 3}),
        }

    fieldsets = [
        (_("Identity"), ["register_number", "name", "aliases", "sex", "birth_place", "birth_date", "nik"]),
        (
            _("Contact"),
            ["phone", "phone_owner", "phone_other", "phone_other_owner", "address", "region"],
        ),
        (
            _("Guidance"),
            ["category", "basis", "basis_number", "guidance_start", "guidance_end", "counsellor",
             "restricted_flag"],
        ),
        (
            _("Work and training"),
            ["education", "occupation", "interests", "available_days", "reachable_regions", "transport_need",
             "support_needs"],
        ),
        (_("Guarantor"), ["guarantor_name", "guarantor_relation", "guarantor_phone"]),
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.office = self.user.office
        if self.instance._state.adding:
            self.instance.office = self.office
        self.fields["sex"].choices = Sex.choices
        self.fields["category"].choices = [("", "---------"), *self.fields["category"].choices[1:]]
        self._offer_counsellors()
        self._offer_regions()
        self.warnings, self.twins, self.hidden_twins = [], [], 0

    def _offer_counsellors(self):
        own = User.objects.visible_to(self.user).filter(office=self.office)
        counsellors = own.counsellors() | own.filter(pk=self.instance.counsellor_id)
        self.fields["counsellor"].queryset = counsellors.distinct()
        if self.instance._state.adding and "counsellor" in self.user.role_names:
            self.fields["counsellor"].initial = self.user.pk

    def _offer_regions(self):
        field, reached = self.fields["region"], self.fields["reachable_regions"]
        field.queryset = Region.objects.filter(parent__isnull=False)
        field.choices = region_choices(Client.regions_of(self.office))
        reached.choices = near_choices(field.choices, self.office, self.initial.get(PLACES_REACHED) or ())

    def clean_register_number(self):
        return squeeze(self.cleaned_data["register_number"]).upper()

    def clean(self):
        cleaned = super().clean()
        for phone, owner in PHONES.items():
            if remark := getattr(self.fields[phone], "remark", ""):
                cleaned[owner] = cleaned.get(owner) or remark
        day = today(self.office)
        problems = list(registration_problems(cleaned, office=self.office, nik=self.new_nik, today=day))
        add_problems(self, problems)
        if self.new_nik is not None and not self.has_error("nik"):
            self.instance.nik = self.new_nik
        self._doubt_nik()
        self._doubt_twin()
        return cleaned

    @property
    def new_nik(self):
        return self.cleaned_data.get("nik", "")

    @property
    def values(self):
        """What the action takes: the fields of the record alone."""
        return {name: self.cleaned_data[name] for name in [*FIELDS, PLACES_REACHED]}

    def _get_validation_exclusions(self):
        # They stand in no field, but their uniqueness is told here already and not only by the action.
        return super()._get_validation_exclusions() - {"office", "nik_hash", "status"}

    def _doubt_nik(self):
        cleaned, nik = self.cleaned_data, self.instance.nik
        watched = {"nik", "birth_date", "sex"} & set(self.changed_data)
        if nik and watched and not self.has_error("nik"):
            self.warnings = list(
                nik_warnings(nik, birth_date=cleaned.get("birth_date"), sex=cleaned.get("sex"))
            )
        if self.warnings and not self.data.get("accept_nik"):
            self.add_error(None, forms.ValidationError(_("Check the NIK, or confirm it."), code="nik_doubt"))

    def _doubt_twin(self):
        cleaned = self.cleaned_data
        if not self.instance._state.adding or not cleaned.get("name"):
            return
        self.twins, self.hidden_twins = namesakes(
            office=self.office, name=cleaned["name"], birth_date=cleaned.get("birth_date"), by=self.user
        )
        if (self.twins or self.hidden_twins) and not self.data.get("accept_twin"):
            message = _("This person may be registered already.")
            self.add_error(None, forms.ValidationError(message, code="twin"))


class ChangeForm(ClientForm):
    """The stored NIK is not shown again: empty leaves it, a tick takes it away."""

    remove_nik = forms.BooleanField(label=_("Remove the stored NIK"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.nik_sealed:
            stored = _("Stored: %(nik)s. Leave it empty to keep it.") % {"nik": self.instance.masked_nik}
            self.fields["nik"].help_text = stored
        else:
            del self.fields["remove_nik"]
        self.helper.layout = self.layout()

    @property
    def new_nik(self):
        if self.cleaned_data.get("remove_nik"):
            return ""
        return self.cleaned_data.get("nik") or None
