from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from pembinaan.accounts.models import Office
from pembinaan.dashboards import periods
from pembinaan.dates import today
from pembinaan.forms import Form
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

    def __init__(self, data, *, user):
        super().__init__({"period": periods.DEFAULT} | {name: data[name] for name in data})
        self.today = today(user.office) if user.office_id else timezone.localdate()
        self.fields["period"].widget.choices = periods.choices(self.today)
        self.fields["programme"].queryset = Programme.objects.visible_to(user).current()
        self.fields["partner"].queryset = Partner.objects.visible_to(user).unmerged()
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
        period = periods.parse(self.cleaned_data["period"], self.today)
        if period is None:
            raise forms.ValidationError(_("This period does not exist or lies in the future."))
        return period

    def chosen(self):
        """The filters that could be understood, the last 12 months where no period could."""
        self.is_valid()
        values = self.cleaned_data
        values.setdefault("period", periods.parse(periods.DEFAULT, self.today))
        return {name: values.get(name) for name in ("period", "office", "programme", "partner")}

    def dropped(self):
        """Labels of the filters that were not understood."""
        return [self.fields[name].label for name in self.errors if name in self.fields]
