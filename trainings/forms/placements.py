from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from pembinaan import dates
from pembinaan.accounts.models import Region
from pembinaan.forms import Form, ModelForm
from pembinaan.problems import add_problems
from pembinaan.text import single_line
from trainings.actions.placements import FIELDS, PLACES
from trainings.models import Vacancy
from trainings.rules.placements import vacancy_problems
from trainings.stages import NEEDS_NOTE


class VacancyForm(ModelForm):
    places = PLACES

    class Meta:
        model = Vacancy
        fields = FIELDS
        widgets = {
            "needs": forms.Textarea({"rows": 3}),
            "openings": forms.NumberInput({"class": "w-year", "min": 1, "max": 500}),
        }
        help_texts = {
            "partner": _("Or name another employer below."),
            "closes_on": _("Empty: until it is closed."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.instance
        if chosen._state.adding:
            chosen.office = self.user.office
        known = Partner.objects.visible_to(self.user)
        rows = known.active() | known.filter(pk=chosen.partner_id)
        self.fields["partner"].queryset = rows.in_name_order()
        self.fields["region"].queryset = Region.objects.exclude(parent=None).order_by("name")

    def clean(self):
        values = super().clean()
        if "closes_on" in values:
            today = dates.today(self.user.office)
            add_problems(self, vacancy_problems(values, today, is_new=self.instance._state.adding))
        return values


class StepForm(Form):
    """The next step of an application."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label=_("Date"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False, validators=[single_line])
    record_work = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, **kwargs)
        if move.name == "start":
            self.fields["record_work"].label = _("Record it as the work of the client as well")
        elif move.name == "stop":
            self.fields["record_work"].label = _("Record that the client looks for work")
        else:
            del self.fields["record_work"]
        if move.name in NEEDS_NOTE:
            self.fields["note"].required = True


class SuggestForm(Form):
    """Ticked candidates; who is not visible to the user is not among them."""

    client = forms.MultipleChoiceField(
        label=_("Clients"), error_messages={"required": _("Tick at least one client.")}
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client"].choices = [(str(one.pk), one.client.name) for one in offered]


class ForVacancyForm(Form):
    """One client, for one of the open vacancies of the office."""

    vacancy = forms.ChoiceField(label=_("Vacancy"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False, validators=[single_line])

    def __init__(self, *args, vacancies, **kwargs):
        super().__init__(*args, **kwargs)
        self.vacancies = {str(row.pk): row for row in vacancies}
        self.fields["vacancy"].choices = [
            (key, f"{row.title} · {row.partner or row.employer}") for key, row in self.vacancies.items()
        ]

    def clean_vacancy(self):
        return self.vacancies[self.cleaned_data["vacancy"]]
