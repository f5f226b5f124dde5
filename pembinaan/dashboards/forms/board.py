from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from pembinaan.accounts.models import Office
from pembinaan.dashboards import periods
from pembinaan.dates import today
from pembinaan.forms import Form
from trainings.indicators import CARDS
from trainings.models import Programme


class BoardForm(Form):
    """Filters of a board, all in the address. What cannot be understood is dropped with a notice."""

    period = forms.CharField(label=_("Period"), required=False, widget=forms.Select)
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Unit"), required=False, empty_label=_("All units")
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), required=False, empty_label=_("All programmes")
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Partner"), required=False, empty_label=_("All partners")
    )

    bars = forms.CharField(label=_("Bars"), required=False, widget=forms.HiddenInput)
    moved_to = None
    """The period shown instead of one that lies in the future."""

    def __init__(self, data, *, user):
        super().__init__({"period": periods.DEFAULT} | {name: data[name] for name in data})
        self.today = today(user.office) if user.office_id else timezone.localdate()
        self.fields["period"].widget.choices = periods.choices(self.today)
        self.fields["programme"].queryset = Programme.objects.visible_to(user).current().only("title", "code")
        self.fields["partner"].queryset = Partner.objects.visible_to(user).unmerged().only("name")
        if user.sees_all_offices and not data.get("office"):
            # A list of all partners of the nation is no choice: they are offered once an office is chosen.
            del self.fields["partner"]
        if user.sees_people:
            del self.fields["office"]
        else:
            self.fields["office"].queryset = Office.objects.visible_to(user).local()

    def offer(self, offices):
        """The board has read them already."""
        if "office" in self.fields:
            rows = [(str(office.pk), office.full_name) for office in offices]
            self.fields["office"].widget.choices = [("", self.fields["office"].empty_label), *rows]

    def clean_period(self):
        asked = self.cleaned_data["period"]
        self.moved_to = periods.nearest(asked, self.today)
        period = self.moved_to or periods.parse(asked, self.today)
        if period is None:
            raise forms.ValidationError(_("This period does not exist."))
        self.show_period(period)
        return period

    def show_period(self, period):
        """The field names what is shown, also a period that is not offered."""
        widget = self.fields["period"].widget
        if period.key not in periods.keys_of(widget.choices):
            widget.choices = [(period.key, str(period)), *widget.choices]
        self.data["period"] = period.key

    def clean_bars(self):
        key = self.cleaned_data["bars"]
        if key and key not in {card.key for card in CARDS}:
            self.data["bars"] = ""
            raise forms.ValidationError(_("There is no such indicator."))
        return key

    def chosen(self):
        """The filters that could be understood, the last 12 months where no period could."""
        self.is_valid()
        values = self.cleaned_data
        values.setdefault("period", periods.parse(periods.DEFAULT, self.today))
        return {name: values.get(name) for name in ("period", "office", "programme", "partner")}

    def dropped(self):
        """Labels of the filters that were not understood."""
        return [self.fields[name].label for name in self.errors if name in self.fields]
