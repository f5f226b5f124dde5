from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor
from pembinaan import dates
from pembinaan.forms import KeyedForm
from pembinaan.text import single_line
from trainings.choices import InstructorRole
from trainings.forms.moves import override_reason
from trainings.forms.planning import rooms_for
from trainings.forms.sessions import ROLES
from trainings.forms.slots import clock

WHEN = ["day", "starts", "ends", "place", "venue", "jp", "override_reason"]


class CatchUpForm(KeyedForm):
    """Who catches up (all who missed are ticked at first), when, where and with whom."""

    people = forms.MultipleChoiceField(
        label=_("Participants who missed the session"), widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label=_("Date"))
    starts = clock(_("From"))
    ends = clock(_("Ends"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False, validators=[single_line])
    venue = forms.ModelChoiceField(label=_("Room"), queryset=None, required=False)
    jp = forms.IntegerField(
        label=_("JP"), min_value=1, max_value=24, widget=forms.NumberInput(attrs={"class": "w-year"})
    )
    override_reason = override_reason()

    def __init__(self, *args, missed, people, user, **kwargs):
        """`people`: pairs of a participant and the name by which this user knows it."""
        super().__init__(*args, **kwargs)
        choices = [(str(row.pk), f"{row.number}. {name}") for row, name in people]
        self.fields["people"].choices = choices
        self.fields["people"].initial = [key for key, _name in choices]
        self.fields["venue"].queryset = rooms_for(user, missed.venue_id)
        self.fields["jp"].help_text = _("At most the %(jp)s JP that were missed.") % {"jp": missed.jp}
        if not self.is_bound:
            del self.fields["override_reason"]
        self.instructors = {}
        self._offer_instructors(missed, user)
        self._propose(missed)
        self.fieldsets = [
            (_("Who catches up"), ["people"]),
            (_("When and where"), WHEN),
            (_("Who teaches"), list(self.instructors)),
        ]

    def _offer_instructors(self, missed, user):
        known = Instructor.objects.visible_to(user)
        own = known.filter(partner=missed.training.partner_id, is_active=True)
        people = (own | known.filter(teaching__session__training=missed.training)).distinct()
        taught = {row.instructor_id: row.role for row in missed.teaching.all()}
        for person in people:
            name = f"role_{person.pk}"
            self.instructors[name] = person
            self.fields[name] = forms.ChoiceField(
                label=person.name, choices=ROLES, required=False, initial=taught.get(person.pk)
            )

    def _propose(self, missed):
        office = missed.training.office
        self.initial = {
            "day": max(dates.today(office), missed.day),
            "starts": dates.local(missed.starts_at, office).time(),
            "ends": dates.local(missed.ends_at, office).time(),
            "place": missed.place,
            "venue": missed.venue_id,
            "jp": missed.jp,
        } | self.initial

    @property
    def values(self):
        cleaned = self.cleaned_data
        plain = {name: cleaned.get(name) for name in WHEN}
        teaching = {
            person: InstructorRole(cleaned[name])
            for name, person in self.instructors.items()
            if cleaned.get(name)
        }
        return plain | {"override_reason": plain["override_reason"] or "", "instructors": teaching}
