from django import forms

from pembinaan.forms import Form


class CompletionForm(Form):
    """Only a confirmation; the version says which state of the training it is about."""

    version = forms.IntegerField(widget=forms.HiddenInput)
