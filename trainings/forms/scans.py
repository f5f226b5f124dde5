from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import KeyedForm
from pembinaan.uploads import check_upload


class ScanForm(KeyedForm):
    file = forms.FileField(
        label=_("Photo or scan of the signed register"),
        help_text=_("PDF or photo, at most 5 MB. Place and camera are taken out of photos."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_file(self):
        return check_upload(self.cleaned_data["file"])
