from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from pembinaan import dates
from pembinaan.forms import KeyedForm
from pembinaan.text import multi_line
from trainings.choices import ON_A_LIST, TOOK_PART, SessionStatus
from trainings.models import Enrolment, Session
from trainings.rules.instructor_link import MAX_CONCERN

LISTED = {*ON_A_LIST, *TOOK_PART}


class ReportForm(KeyedForm):
    """What a partner told, in which session, about whom."""

    session = forms.ModelChoiceField(label=_("Session"), queryset=Session.objects.none(), empty_label=None)
    enrolment = forms.ModelChoiceField(
        label=_("About"), queryset=Enrolment.objects.none(), required=False, empty_label=_("the session")
    )
    partner = forms.ModelChoiceField(
        label=_("Reported by"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("Somebody else"),
    )
    text = forms.CharField(
        label=_("What was reported"),
        max_length=MAX_CONCERN,
        validators=[multi_line],
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Only what the PK needs to know; no offence and no health record."),
    )

    def __init__(self, *args, training, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.training, self.user = training, user
        self.today = dates.today(training.office)
        self._offer_sessions()
        self._offer_people()
        self._offer_partners()

    def _offer_sessions(self):
        rows = Session.objects.visible_to(self.user).filter(training=self.training)
        rows = rows.exclude(status=SessionStatus.CANCELLED).order_by("starts_at", "pk")
        field = self.fields["session"]
        field.queryset = rows
        known = list(rows)
        field.choices = [(row.pk, f"{row.label}, {dates.short_day(row.day)}") for row in known]
        past = [row.pk for row in known if row.day <= self.today]
        field.initial = past[-1] if past else None

    def _offer_people(self):
        rows = Enrolment.objects.visible_to(self.user).filter(training=self.training, status__in=LISTED)
        rows = rows.select_related("client").order_by("number")
        field = self.fields["enrolment"]
        field.queryset = rows
        named = [(row.pk, f"{row.number}. {row.name_for(self.user, self.today)}") for row in rows]
        field.choices = [("", field.empty_label), *named]

    def _offer_partners(self):
        taught = Session.objects.visible_to(self.user).filter(training=self.training)
        known = Partner.objects.visible_to(self.user)
        own = known.filter(pk=self.training.partner_id)
        teaching = known.filter(instructors__teaching__session__in=taught.values("pk"))
        self.fields["partner"].queryset = (own | teaching).distinct().in_name_order()
        self.fields["partner"].initial = self.training.partner_id
