"""Filters of the list of trainings, of the sheets that wait, and of the candidates for a training."""

from calendar import monthrange
from datetime import date, timedelta

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from clients.choices import AT_WORK, Category, Work
from clients.models import Client
from partners.models import Partner
from pembinaan import dates
from pembinaan.accounts.models import Office, StrategicProgramme, User
from pembinaan.filters import FilterSet
from pembinaan.forms import DayInput, Form, plausible_day
from pembinaan.text import single_line
from trainings.choices import TrainingStatus
from trainings.models import Programme, Session, Training

NEEDS = [
    ("approval", _("Approval")),
    ("proposed", _("Approval, proposed")),
    ("returned", _("Changes asked by the head")),
    ("sessions", _("Sessions")),
    ("participants", _("Participants")),
    ("seats", _("A decision about seats")),
    ("attendance", _("Attendance")),
    ("completion", _("Completion")),
]

LATE = [("3", _("3 days or more")), ("7", _("7 days or more")), ("30", _("30 days or more"))]
LACKS = [
    ("marks", _("No marks")),
    ("some", _("Marks missing")),
    ("closing", _("Not closed")),
]
UNDERWAY = (TrainingStatus.APPROVED, TrainingStatus.RUNNING)


def period_of(text):
    """First and last day of '2026-11' or '2026', or None."""
    if first := dates.parse_month(text):
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    if text.isdecimal() and len(text) == 4 and int(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    return None


class PeriodField(django_filters.fields.ChoiceField):
    """Offers the years around; any other year or month may stand in the address."""

    def valid_value(self, value):
        return super().valid_value(value) or period_of(str(value)) is not None


class PeriodFilter(django_filters.ChoiceFilter):
    field_class = PeriodField

    def filter(self, rows, value):
        period = value and period_of(value)
        return rows.overlapping(*period) if period else rows


def periods_around(year):
    return [
        (str(number), [(str(number), _("All of %(year)s") % {"year": number}), *_months_of(number)])
        for number in range(year + 1, year - 3, -1)
    ]


def _months_of(year):
    return [(f"{year}-{month:02}", dates.month(date(year, month, 1))) for month in range(12, 0, -1)]


class TrainingFilter(FilterSet):
    q = django_filters.CharFilter(
        label=_("Title or place"), max_length=100, validators=[single_line], method="matching"
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=TrainingStatus, empty_label=_("All"))
    period = PeriodFilter(label=_("Period"), empty_label=_("Any time"))
    needs = django_filters.ChoiceFilter(
        label=_("Waits for"), choices=NEEDS, empty_label=_("All"), method="needing"
    )
    office = django_filters.ChoiceFilter(label=_("Office"), empty_label=_("All"))
    programme = django_filters.ChoiceFilter(
        label=_("Programme"), empty_label=_("All"), field_name="programme__code"
    )
    partner = django_filters.ChoiceFilter(label=_("Partner"), empty_label=_("All"))
    strategic = django_filters.ChoiceFilter(
        label=_("Strategic programme"), empty_label=_("All"), field_name="strategic_programmes"
    )

    class Meta:
        model = Training
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._drop(office=not self.user.office.is_local, partner=self.user.has_perm("partners.view_partner"))
        # As lists: a queryset would be asked again for the choice, its check and its tag.
        for name, choices in self._choices().items():
            if name in self.form.fields:
                self.form.fields[name].choices = [(str(value), label) for value, label in choices()]
        self.form.fields["period"].choices = periods_around(dates.today(self.user.office).year)

    def _drop(self, **kept):
        for name, wanted in kept.items():
            if not wanted:
                del self.filters[name], self.form.fields[name]

    def _choices(self):
        user = self.user
        return {
            "office": lambda: Office.objects.visible_to(user).local().values_list("pk", "name"),
            "programme": lambda: Programme.objects.visible_to(user).current().values_list("code", "title"),
            "partner": lambda: (
                Partner.objects.visible_to(user).unmerged().in_name_order().values_list("pk", "name")
            ),
            "strategic": lambda: StrategicProgramme.objects.values_list("pk", "name"),
        }

    def matching(self, rows, name, value):
        return rows.matching(value)

    def needing(self, rows, name, value):
        return rows.needing(value, dates.today(self.user.office))


class SheetFilter(FilterSet):
    """Narrows the sheets that wait."""

    lacks = django_filters.ChoiceFilter(
        label=_("What is missing"), choices=LACKS, empty_label=_("All"), method="lacking"
    )
    late = django_filters.ChoiceFilter(
        label=_("Waiting for"), choices=LATE, empty_label=_("Any time"), method="late_by"
    )
    since = django_filters.DateFilter(
        label=_("Sessions from"),
        field_name="day",
        lookup_expr="gte",
        widget=DayInput,
        validators=[plausible_day],
    )
    until = django_filters.DateFilter(
        label=_("Sessions until"),
        field_name="day",
        lookup_expr="lte",
        widget=DayInput,
        validators=[plausible_day],
    )
    office = django_filters.ChoiceFilter(
        label=_("Office"), field_name="training__office", empty_label=_("All")
    )
    training = django_filters.ChoiceFilter(label=_("Training"), empty_label=_("All"))

    class Meta:
        model = Session
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.user.office.is_local:
            del self.filters["office"], self.form.fields["office"]
        else:
            offices = Office.objects.visible_to(self.user).local().values_list("pk", "name")
            self.form.fields["office"].choices = [(str(pk), name) for pk, name in offices]
        self.form.fields["training"].choices = list(self._trainings())

    def _trainings(self):
        rows = Training.objects.visible_to(self.user).filter(status__in=UNDERWAY).in_date_order()
        for pk, title, office in rows.values_list("pk", "title", "office__name"):
            yield str(pk), title if self.user.office.is_local else f"{title} · {office}"

    def lacking(self, rows, name, value):
        return rows.lacking(value)

    def late_by(self, rows, name, value):
        return rows.filter(day__lte=dates.today(self.user.office) - timedelta(days=int(value)))


class RowForm(Form):
    """One row of a sheet, by its number."""

    row = forms.IntegerField(label=_("Row on the sheet"), min_value=1, max_value=99_999, required=False)


class CandidateFilter(FilterSet):
    """Narrows candidates by what decides who is asked first."""

    work = django_filters.ChoiceFilter(
        label=_("Work status"), choices=[("none", _("Not at work")), *Work.choices], empty_label=_("All"),
        method="at_work",
    )  # fmt: skip
    region = django_filters.ChoiceFilter(label=_("Regency or city"), empty_label=_("All"))
    counsellor = django_filters.ChoiceFilter(label=_("PK"), empty_label=_("All"))
    category = django_filters.ChoiceFilter(label=_("Category"), choices=Category, empty_label=_("All"))
    interest = django_filters.CharFilter(
        label=_("Interests"), max_length=60, validators=[single_line],
        field_name="interests", lookup_expr="icontains",
    )  # fmt: skip

    class Meta:
        model = Client
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office, fields = self.user.office, self.form.fields
        counsellors = User.objects.visible_to(self.user).filter(office=office).counsellors()
        fields["region"].choices = [(region.pk, region.name) for region in Client.regions_of(office)]
        fields["counsellor"].choices = [(str(user.pk), user.name) for user in counsellors]

    def at_work(self, rows, name, value):
        return rows.exclude(work__in=AT_WORK) if value == "none" else rows.filter(work=value)


class FairnessFilter(FilterSet):
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[("never", _("Never had a seat")), ("passed", _("Passed over"))],
        empty_label=_("All"),
        method="showing",
    )
    counsellor = django_filters.ChoiceFilter(label=_("PK"), empty_label=_("All"))

    class Meta:
        model = Client
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        counsellors = User.objects.visible_to(self.user).filter(office=self.user.office).counsellors()
        self.form.fields["counsellor"].choices = [(str(user.pk), user.name) for user in counsellors]

    def showing(self, rows, name, value):
        return rows.filter(turns=0) if value == "never" else rows.filter(passed__gt=0)
