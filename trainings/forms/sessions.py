from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor
from pembinaan import dates
from pembinaan.forms import ModelForm
from pembinaan.problems import add_problems
from trainings.actions.sessions import DUTIES
from trainings.choices import InstructorRole
from trainings.forms.moves import override_reason
from trainings.forms.planning import rooms_for
from trainings.forms.slots import clock
from trainings.models import Session
from trainings.rules.sessions import session_problems

PLACE = ("day", "starts", "ends", "place", "venue")
ROLES = [("", _("Does not teach")), *InstructorRole.choices]


class SessionForm(ModelForm):
    """Day and hours in the office's own time; JP by module; who teaches."""

    starts = clock(_("From"))
    ends = clock(_("Until"))
    jp = forms.IntegerField(
        label=_("JP without a module"), min_value=1, max_value=24, required=False,
        widget=forms.NumberInput(attrs={"class": "w-year"}),
        help_text=_("Only where the session teaches no module of the programme."),
    )  # fmt: skip

    override_reason = override_reason()

    class Meta:
        model = Session
        fields = ["day", "place", "venue", "is_catch_up", *DUTIES]

    def __init__(self, *args, training, **kwargs):
        self.training = training
        super().__init__(*args, **kwargs)
        self.modules = {f"module_{module.pk}": module for module in training.programme.modules.all()}
        self.people = {f"role_{person.pk}": person for person in self._people()}
        self._add_modules()
        self._add_people()
        self._show_present()
        self.fields["venue"].queryset = rooms_for(self.user, self.instance.venue_id)
        if not self.is_bound:
            # Asked for once the session is known to clash.
            del self.fields["override_reason"]
        self.order_fields([*PLACE, "is_catch_up"])
        self.fieldsets = [
            (_("When and where"), [*PLACE, "is_catch_up", "move_later", "override_reason"]),
            (_("What is taught"), [*self.modules, "jp"]),
            (_("Who teaches"), list(self.people)),
            (_("One trip, many duties"), list(DUTIES)),
        ]
        self.helper.layout = self.layout()

    def _people(self):
        """Instructors of the partner, and whoever teaches here already."""
        known = Instructor.objects.visible_to(self.user)
        own = known.filter(partner=self.training.partner_id, is_active=True)
        return (own | known.filter(teaching__session__training=self.training)).distinct()

    def _add_modules(self):
        for name, module in self.modules.items():
            self.fields[name] = forms.IntegerField(
                label=str(module),
                min_value=1,
                max_value=24,
                required=False,
                help_text=_("JP in this session; the module has %(jp)s.") % {"jp": module.jp},
                widget=forms.NumberInput(attrs={"class": "w-year"}),
            )

    def _add_people(self):
        for name, person in self.people.items():
            self.fields[name] = forms.ChoiceField(label=person.name, choices=ROLES, required=False)

    def _show_present(self):
        session = self.instance
        if session._state.adding:
            for name in ("place", "venue", *DUTIES):
                self.fields[name].initial = getattr(self.training, name)
            self.fields["day"].initial = self.training.ends_on
            return
        self._offer_to_move_later()
        parts = {f"module_{part.module_id}": part.jp for part in session.parts.all()}
        roles = {f"role_{row.instructor_id}": row.role for row in session.teaching.all()}
        office = self.training.office
        clocks = {
            "starts": dates.local(session.starts_at, office).time(),
            "ends": dates.local(session.ends_at, office).time(),
            "jp": None if parts else session.jp,
        }
        self.initial |= clocks | parts | roles

    def _offer_to_move_later(self):
        self.fields["move_later"] = forms.BooleanField(
            label=_("Move the later sessions by as many days"), required=False
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.keys() >= {"day", "starts", "ends", *self.modules}:
            today = dates.today(self.training.office)
            add_problems(self, session_problems(self.values, today=today))
        return cleaned

    def _post_clean(self):
        # The record also needs moments, which the action makes of day, hours and the office's zone.
        pass

    @property
    def values(self):
        cleaned = self.cleaned_data
        names = (*PLACE, "is_catch_up", "jp", *DUTIES)
        plain = {name: cleaned.get(name) for name in names}
        plain["override_reason"] = cleaned.get("override_reason") or ""
        return plain | {
            "parts": {module: cleaned[name] for name, module in self.modules.items() if cleaned.get(name)},
            "instructors": {
                person: cleaned[name] for name, person in self.people.items() if cleaned.get(name)
            },
        }


class RemoveSessionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
