import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from pembinaan import dates
from pembinaan.filters import FilterSet
from pembinaan.forms import Form, KeyedForm
from pembinaan.problems import add_problems
from pembinaan.text import multi_line, single_line, squeeze
from trainings.choices import ComplaintAbout, ComplaintState
from trainings.models import Complaint, Training
from trainings.rules.complaints import answering_problems, registering_problems

LONG = {"max_length": 5000, "validators": [multi_line]}
TRAININGS_OFFERED = 100


class ComplaintForm(KeyedForm):
    about = forms.ChoiceField(label=_("What is it about?"), choices=ComplaintAbout, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("The complaint"),
        help_text=_("As it was said. It is kept sealed: the head and whoever received it can read it."),
        widget=forms.Textarea({"rows": 6}),
        **LONG,
    )
    received_on = forms.DateField(label=_("Received"))
    training = forms.ModelChoiceField(
        Training.objects.none(), label=_("Training"), required=False, empty_label=_("About no training")
    )
    register_number = forms.CharField(
        label=_("Register number of who complains"),
        max_length=60,
        required=False,
        validators=[single_line],
        help_text=_("Empty: who complains stays unnamed, or is no client."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.client = user, None
        self.fields["received_on"].initial = dates.today(user.office)
        rows = Training.objects.visible_to(user).filter(office=user.office_id).in_date_order()
        latest = list(rows.values_list("pk", flat=True)[:TRAININGS_OFFERED])
        self.fields["training"].queryset = rows.filter(pk__in=latest)

    def clean_register_number(self):
        number = squeeze(self.cleaned_data["register_number"]).upper()
        if number:
            self.client = Client.objects.visible_to(self.user).filter(register_number=number).first()
            if self.client is None:
                raise forms.ValidationError(_("No client of yours has this register number."))
        return number

    def clean(self):
        values = super().clean()
        if not self.errors:
            add_problems(self, registering_problems(values, dates.today(self.user.office)))
        return values

    @property
    def values(self):
        names = ("about", "text", "received_on", "training")
        return {name: self.cleaned_data[name] for name in names} | {"client": self.client}


class AnswerComplaintForm(Form):
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea({"rows": 6}), **LONG)
    on = forms.DateField(label=_("Answered on"))

    def __init__(self, *args, complaint, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.complaint, self.today = complaint, today
        self.fields["on"].initial = today

    def clean(self):
        values = super().clean()
        if not self.errors:
            add_problems(self, answering_problems(self.complaint, values["answer"], values["on"], self.today))
        return values


class ComplaintFilter(FilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=ComplaintState, empty_label=_("All"))
    about = django_filters.ChoiceFilter(label=_("About"), choices=ComplaintAbout, empty_label=_("All"))

    class Meta:
        model = Complaint
        fields = []
