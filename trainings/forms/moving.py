from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.forms import Form
from pembinaan.text import multi_line, single_line
from trainings.choices import AskedBy, Follow, ReasonKind
from trainings.forms.moves import override_reason
from trainings.forms.planning import rooms_for
from trainings.forms.slots import clock
from trainings.models import Reason

NOBODY_NAMED = [("", "---------")]


def asked_by(**more):
    return forms.ChoiceField(label=_("Asked by"), choices=[*NOBODY_NAMED, *AskedBy.choices], **more)


class MoveSessionForm(Form):
    """Where a session goes, what follows it, and who wanted that."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField(label=_("Date"))
    starts = clock(_("From"))
    ends = clock(_("Ends"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False, validators=[single_line])
    venue = forms.ModelChoiceField(label=_("Room"), queryset=None, required=False)
    follow = forms.ChoiceField(
        label=_("What follows"), choices=Follow.choices, widget=forms.RadioSelect, initial=Follow.ONLY
    )
    asked_by = asked_by()
    reason = forms.CharField(label=_("Reason"), max_length=200, validators=[single_line])
    override_reason = override_reason()

    fieldsets = [
        (_("New time and room"), ["day", "starts", "ends", "place", "venue"]),
        (_("Later sessions"), ["follow"]),
        (_("Who wants it, and why"), ["asked_by", "reason"]),
    ]

    def __init__(self, *args, session, user, **kwargs):
        super().__init__(*args, **kwargs)
        office = session.training.office
        self.fields["venue"].queryset = rooms_for(user, session.venue_id)
        self.initial = {
            "version": session.version,
            "day": session.day,
            "starts": dates.local(session.starts_at, office).time(),
            "ends": dates.local(session.ends_at, office).time(),
            "place": session.place,
            "venue": session.venue_id,
        } | self.initial

    def layout(self):
        """The reason to keep it in spite of warnings stands beside the warnings."""
        return Layout(*(part for part in super().layout().fields if part != "override_reason"))

    @property
    def values(self):
        cleaned = dict(self.cleaned_data)
        cleaned.pop("version")
        return cleaned


class SeveralForm(Form):
    """Sessions that do not happen, or happen after all; the sessions are ticked beside it."""

    CANCEL, RESTORE = "cancel", "restore"
    STEPS = [(CANCEL, _("Cancel the sessions")), (RESTORE, _("Take the cancellation back"))]

    step = forms.ChoiceField(label=_("Step"), choices=STEPS, widget=forms.RadioSelect, initial=CANCEL)
    reason = forms.ModelChoiceField(
        label=_("Reason"),
        queryset=None,
        required=False,
        help_text=_("Needed for cancelling."),
    )
    asked_by = asked_by()
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=150,
        widget=forms.Textarea({"rows": 2}),
        validators=[multi_line],
    )

    fieldsets = [(_("What happens, and why"), ["step", "reason", "asked_by", "note"])]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = Reason.objects.offered(ReasonKind.SESSION_CANCELLED)

    @property
    def ticked(self):
        return self.data.getlist("session") if self.is_bound else []

    def clean(self):
        cleaned = super().clean()
        if not self.ticked:
            self.add_error(None, _("Tick at least one session."))
        if cleaned.get("step") == self.CANCEL and not cleaned.get("reason") and not self.has_error("reason"):
            self.add_error("reason", _("Choose a reason."))
        return cleaned
