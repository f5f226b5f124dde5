from django import forms
from django.utils.translation import gettext_lazy as _

from partners.choices import AgreementKind
from partners.models import Agreement
from partners.policy import AGREEMENT_FILE_MAX_BYTES
from partners.rules import agreement_problems, next_term, renewal_problems
from pembinaan.forms import ModelForm
from pembinaan.problems import add_problems
from pembinaan.uploads import check_upload


class AgreementForm(ModelForm):
    upload = forms.FileField(
        label=_("Signed agreement"),
        required=False,
        help_text=_("PDF or picture, up to 10 MB. A new file takes the place of the old one."),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    fieldsets = (
        (_("Numbers"), ["kind", "number", "partner_number"]),
        (_("Dates"), ["signed_on", "starts_on", "ends_on"]),
        (_("Content"), ["scope", "upload"]),
    )

    class Meta:
        model = Agreement
        fields = ("kind", "number", "partner_number", "signed_on", "starts_on", "ends_on", "scope")
        help_texts = {"scope": _("What both sides agreed on, in a few words.")}
        widgets = {"scope": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = AgreementKind.PKS

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        return check_upload(upload, max_bytes=AGREEMENT_FILE_MAX_BYTES) if upload else None

    def clean(self):
        values = super().clean()
        dates = (values.get(name) for name in ("starts_on", "ends_on", "signed_on"))
        add_problems(self, agreement_problems(*dates, number_taken=self.is_taken(values.get("number"))))
        return values

    def is_taken(self, number):
        mine = Agreement.objects.visible_to(self.user).filter(office=self.user.office_id, number=number)
        others = mine.exclude(pk=self.instance.pk).exclude(form_key=self.cleaned_data.get("form_key"))
        return others.exists()


class RenewalForm(AgreementForm):
    """The next agreement, filled in with what the present one says."""

    def __init__(self, *args, old, **kwargs):
        self.old = old
        super().__init__(*args, **kwargs)
        first, last = next_term(old.starts_on, old.ends_on)
        known = {"kind": old.kind, "starts_on": first, "ends_on": last, "scope": old.scope}
        self.initial = known | self.initial

    def clean(self):
        values = super().clean()
        add_problems(self, renewal_problems(self.old, values.get("starts_on"), values.get("ends_on")))
        return values
