"""The half-day slots and weekdays from which a timetable is made."""

from datetime import time

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from pembinaan.problems import Problem
from trainings.rules.planning import slot_problems
from trainings.timetable import WORKING_WEEK, Slot, Slots


class ClockInput(forms.TimeInput):
    """The browser's own field for clock times."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__({"class": "w-year"} | (attrs or {}), format="%H:%M")


def clock(label, **more):
    return forms.TimeField(label=label, widget=ClockInput, **more)


class SlotFields(forms.Form):
    """Fields of two slots a day; the second may stay empty."""

    first_slot_start = clock(_("First slot from"), initial=time(8))
    first_slot_end = clock(_("First slot until"), initial=time(12))
    second_slot_start = clock(_("Second slot from"), initial=time(13), required=False)
    second_slot_end = clock(_("Second slot until"), initial=time(16), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"),
        coerce=int,
        choices=WEEKDAYS.items(),
        initial=sorted(WORKING_WEEK),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Holidays are left out by themselves."),
    )

    @property
    def slots(self):
        """What was chosen, as far as it is complete."""
        cleaned = self.cleaned_data
        pairs = [(cleaned.get(f"{name}_slot_start"), cleaned.get(f"{name}_slot_end")) for name in NAMES]
        times = tuple(Slot(start, end) for start, end in pairs if start and end)
        return Slots(times, frozenset(cleaned.get("weekdays") or ()))

    def slot_problems(self):
        half = [self.cleaned_data.get(f"second_slot_{end}") is None for end in ("start", "end")]
        if half[0] != half[1]:
            name = "second_slot_start" if half[0] else "second_slot_end"
            return [Problem("half_slot", _("Give both times of the second slot, or neither."), name)]
        return slot_problems(self.slots)


NAMES = ("first", "second")
SLOT_FIELDS = list(SlotFields.base_fields)
