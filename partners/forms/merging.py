from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from pembinaan.forms import Form


class TargetField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(Partner.objects.none(), label=_("Partner that stays"), **kwargs)


class ChooseTargetForm(Form):
    """Which of the office's partners is the same."""

    into = TargetField(empty_label=_("Choose"))

    def __init__(self, *args, targets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = targets


class MergeForm(ChooseTargetForm):
    """Carries the versions of both entries that the preview showed."""

    into = TargetField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    target_version = forms.IntegerField(widget=forms.HiddenInput)
