from itertools import groupby

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor, Partner
from pembinaan import dates
from pembinaan.accounts.models import Holiday, ServicePost, StrategicProgramme
from pembinaan.forms import Form, ManyField, ModelForm
from pembinaan.problems import add_problems
from trainings.actions.planning import FIELDS, LINKS
from trainings.forms.slots import SLOT_FIELDS, SlotFields
from trainings.models import Programme, Training, Venue
from trainings.querysets import holds_seat
from trainings.rules import planning as rules


def rooms_for(user, chosen=None):
    """Rooms of the user's office that are in use, and the one chosen before."""
    return Venue.objects.visible_to(user).filter(Q(office=user.office, is_active=True) | Q(pk=chosen))


NEEDED = {"programme", "starts_on", "ends_on", "capacity", "instructors", "strategic_programmes"}


class TrainingForm(ModelForm):
    """The facts of a plan, without its sessions."""

    class Meta:
        model = Training
        fields = [*FIELDS, *LINKS]
        field_classes = {"strategic_programmes": ManyField}
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "instructors": forms.CheckboxSelectMultiple,
            "strategic_programmes": forms.CheckboxSelectMultiple,
            "capacity": forms.NumberInput(attrs={"class": "w-year", "min": 1}),
        }
        help_texts = {"title": _("Empty: the title of the programme.")}

    fieldsets = [
        (_("What"), ["programme", "title", "strategic_programmes", "note"]),
        (_("With whom"), ["partner", "instructors"]),
        (_("Where and when"), ["place", "venue", "service_post", "starts_on", "ends_on", "capacity"]),
        (_("One trip, many duties"), ["counts_as_guidance", "counts_as_reporting"]),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.office = self.user.office
        if self.instance._state.adding:
            self.instance.office = self.office
            self.fields["capacity"].initial = 20
        self.fields["title"].required = False
        self._offer_programmes()
        self._offer_partners()
        posts = Q(office=self.office) & (Q(is_active=True) | Q(pk=self.instance.service_post_id))
        self.fields["service_post"].queryset = ServicePost.objects.filter(posts)
        self.fields["venue"].queryset = rooms_for(self.user, self.instance.venue_id)
        self._offer_strategic_programmes()

    def _offer_programmes(self):
        known = Programme.objects.visible_to(self.user)
        field = self.fields["programme"]
        field.queryset = known.current() | known.filter(pk=self.instance.programme_id)
        if not self.instance._state.adding and self.instance.sessions.exists():
            field.disabled = True
            field.help_text = _("The sessions teach its modules; remove them to choose another.")

    def _offer_partners(self):
        known = Partner.objects.visible_to(self.user)
        chosen = known.filter(pk=self.instance.partner_id)
        self.fields["partner"].queryset = (known.active() | chosen).in_name_order()
        chosen = [] if self.instance._state.adding else self.instance.instructors.values("pk")
        offered = Q(is_active=True, partner__is_active=True) | Q(pk__in=chosen)
        people = Instructor.objects.visible_to(self.user).filter(offered)
        field = self.fields["instructors"]
        field.narrowed_by = "partner"
        field.queryset = people.select_related("partner").order_by("partner__sort_name", "name")
        field.choices = [
            (partner.name, [(person.pk, person.name) for person in group])
            for partner, group in groupby(field.queryset, key=lambda person: person.partner)
        ]

    def _offer_strategic_programmes(self):
        year = (self.instance.starts_on or dates.today(self.office)).year
        around = Q(first_year__lte=year + 1) & (Q(last_year=None) | Q(last_year__gte=year - 1))
        field = self.fields["strategic_programmes"]
        field.queryset = StrategicProgramme.objects.filter(around)
        sets, chosen = {True: [], False: []}, self._chosen("strategic_programmes")
        for programme in field.queryset:
            runs = programme.first_year <= year <= (programme.last_year or year)
            sets[runs or str(programme.pk) in chosen].append((programme.pk, with_years(programme)))
        now, other = _("Of %(year)s") % {"year": year}, _("Of other years")
        field.choices = [(now, sets[True]), (other, sets[False])] if sets[False] else sets[True]
        field.folds = [other]

    def _chosen(self, name):
        if self.is_bound:
            return self.data.getlist(self.add_prefix(name))
        instance = self.instance
        return [] if instance._state.adding else [str(row.pk) for row in getattr(instance, name).all()]

    def clean(self):
        cleaned = super().clean()
        if cleaned.keys() >= NEEDED:
            add_problems(self, self.plan_problems())
        return cleaned

    def plan_problems(self):
        training = self.instance
        if training._state.adding:
            return rules.training_problems(self.values)
        seated = training.enrolments.filter(holds_seat()).count()
        days = [session.day for session in training.sessions.all()]
        return rules.training_problems(self.values, seated=seated, session_days=days)

    def _post_clean(self):
        # The title may be left to the programme; the model knows nothing of that.
        if programme := self.cleaned_data.get("programme"):
            self.cleaned_data["title"] = self.cleaned_data.get("title") or programme.title
        super()._post_clean()

    @property
    def values(self):
        plain = {name: self.cleaned_data.get(name) for name in FIELDS}
        return plain | {name: list(self.cleaned_data[name]) for name in LINKS}


class PlanForm(SlotFields, TrainingForm):
    """A new training with what its timetable is made from."""

    without_timetable = forms.BooleanField(
        label=_("Save without a timetable"),
        required=False,
        help_text=_("The sessions are added by hand afterwards."),
    )

    fieldsets = [*TrainingForm.fieldsets, (_("Timetable"), [*SLOT_FIELDS, "without_timetable"])]

    def plan_problems(self):
        problems = super().plan_problems()
        if self.cleaned_data.get("without_timetable") or problems:
            return problems
        return self.slot_problems() or timetable_problems(self, self.cleaned_data["programme"], self.office)

    @property
    def chosen_slots(self):
        return None if self.cleaned_data.get("without_timetable") else self.slots


class TimetableForm(SlotFields, Form):
    """New days and slots for a training whose sessions have no marks yet."""

    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(label=_("Last day"))
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["starts_on", "ends_on"]

    def __init__(self, *args, training, **kwargs):
        self.training = training
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on", "version"):
            self.fields[name].initial = getattr(training, name)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on"):
            training = self.training
            problems = self.slot_problems()
            if cleaned["ends_on"] < cleaned["starts_on"]:
                self.add_error("ends_on", _("The last day lies before the first."))
            elif not problems:
                problems = timetable_problems(self, training.programme, training.office)
            add_problems(self, problems)
        return cleaned


def timetable_problems(form, programme, office):
    first, last = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
    modules, closed = list(programme.modules.all()), Holiday.objects.names_between(office, first, last)
    return rules.timetable_problems(modules, first, last, form.slots, closed)


def with_years(programme):
    first, last = programme.first_year, programme.last_year
    years = first if first == last else f"{first}–{last or ''}"
    return f"{programme.name} ({years})"
