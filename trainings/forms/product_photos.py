from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form, KeyedForm
from pembinaan.text import single_line
from pembinaan.uploads import check_upload


class ProductPhotoForm(KeyedForm):
    file = forms.FileField(
        label=_("Picture of the product"),
        help_text=_("JPEG or PNG, at most 5 MB. Place and camera are taken out of it."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )
    caption = forms.CharField(label=_("What it shows"), max_length=120, validators=[single_line])
    no_face = forms.BooleanField(label=_("No face and no name can be seen in the picture."))

    def clean_file(self):
        return check_upload(self.cleaned_data["file"], kinds=("jpeg", "png"))


class RemoveForm(Form):
    """Only a confirmation."""
