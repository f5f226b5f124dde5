from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor
from trainings.models import Training, Venue

VIEWS = ("month", "week")


class CalendarForm(forms.Form):
    """What the address of the calendar says; what is not understood filters nothing."""

    venue = forms.ModelChoiceField(label=_("Room"), queryset=Venue.objects.none(), required=False)
    instructor = forms.ModelChoiceField(
        label=_("Instructor"), queryset=Instructor.objects.none(), required=False
    )
    training = forms.ModelChoiceField(
        queryset=Training.objects.none(), required=False, widget=forms.HiddenInput
    )
    view = forms.CharField(required=False, widget=forms.HiddenInput)
    on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, user):
        super().__init__(data)
        self.fields["venue"].queryset = Venue.objects.visible_to(user).filter(is_active=True)
        self.fields["training"].queryset = Training.objects.visible_to(user)
        if user.has_perm("partners.view_partner"):
            people = Instructor.objects.visible_to(user).filter(is_active=True).order_by("name", "pk")
            self.fields["instructor"].queryset = people
        else:
            del self.fields["instructor"]
        self.is_valid()

    @property
    def chosen(self):
        """{name: record} of what narrows the calendar."""
        names = ("venue", "instructor", "training")
        return {name: value for name in names if (value := self.cleaned_data.get(name))}

    @property
    def shown_as(self):
        view = self.cleaned_data.get("view")
        return view if view in VIEWS else VIEWS[0]

    def day(self, today):
        try:
            found = date.fromisoformat(self.cleaned_data.get("on") or "")
        except ValueError:
            return today
        # The months around must exist as well.
        return found if 1900 <= found.year <= 2199 else today
