from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import KeyedForm
from pembinaan.text import multi_line, single_line
from trainings.models import Feedback
from trainings.policy import MAX_SLIPS
from trainings.rules.feedback import QUESTIONS

POINTS = [(str(number), str(number)) for number in range(1, 6)]


def question(name, **options):
    label = Feedback._meta.get_field(name).verbose_name
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **options)


class SlipsForm(KeyedForm):
    """Several slips on one page, a row each; a row left blank is none."""

    given_on = forms.DateField(label=_("Given on"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, MAX_SLIPS + 1):
            for name in QUESTIONS:
                self.fields[f"{name}_{number}"] = question(name, choices=[("", "–"), *POINTS], required=False)
            self.fields[f"remark_{number}"] = forms.CharField(
                label=_("Remark"), max_length=300, required=False, validators=[single_line]
            )

    @property
    def rows(self):
        """For the template: the number of a slip and its fields."""
        names = (*QUESTIONS, "remark")
        return [(number, [self[f"{name}_{number}"] for name in names]) for number in range(1, MAX_SLIPS + 1)]

    @property
    def head(self):
        return [self["given_on"]]

    def slip(self, number):
        values = {name: self.cleaned_data.get(f"{name}_{number}") for name in QUESTIONS}
        return values | {"remark": self.cleaned_data.get(f"remark_{number}", "")}

    def clean(self):
        values = super().clean()
        self.slips = []
        for number in range(1, MAX_SLIPS + 1):
            slip = self.slip(number)
            if not any(slip.values()):
                continue
            for name in QUESTIONS:
                if slip[name] is None and f"{name}_{number}" not in self.errors:
                    self.add_error(f"{name}_{number}", _("Slip %(n)s: an answer is missing.") % {"n": number})
            self.slips.append(slip)
        return values


class OneForm(KeyedForm):
    """What one participant says."""

    content = question("content", choices=POINTS, widget=forms.RadioSelect)
    teaching = question("teaching", choices=POINTS, widget=forms.RadioSelect)
    treatment = question("treatment", choices=POINTS, widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("Remark"), max_length=1000, required=False, validators=[multi_line],
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    given_on = forms.DateField(label=_("Given on"))
    anonymous = forms.BooleanField(
        label=_("Without the name"),
        required=False,
        initial=True,
        help_text=_("Then nothing kept tells who answered, and the answer cannot be found again."),
    )

    @property
    def slip(self):
        return {name: self.cleaned_data[name] for name in (*QUESTIONS, "remark")}
