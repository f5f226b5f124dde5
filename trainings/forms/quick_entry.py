from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form
from trainings.choices import ReasonKind
from trainings.forms.attendance import NONSENSE, whole
from trainings.models import Reason
from trainings.rules.quick_entry import MAX_TEXT


class QuickEntryForm(Form):
    """One line for a whole paper sheet; `versions` are those of the rows when the page was opened."""

    line = forms.CharField(
        label=_("What the paper says"),
        max_length=MAX_TEXT,
        strip=False,
        widget=forms.Textarea(
            {"rows": 3, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        ),
        help_text=_(
            "Row number and letter: 3T15 late, 7I family excused, 12-14A absent, 5H-30 left early, sisanya H."
        ),
    )
    reason = forms.ModelChoiceField(
        label=_("Reason for I and S without one"),
        queryset=Reason.objects.none(),
        required=False,
        empty_label=_("None: the line names it"),
    )
    versions = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = Reason.objects.offered(ReasonKind.ABSENCE)

    def clean_versions(self):
        pairs = (pair.partition(":") for pair in self.cleaned_data["versions"].split(","))
        found = {whole(number): whole(version) for number, _colon, version in pairs}
        return {number: max(version, 0) for number, version in found.items() if number != NONSENSE}


def versions_of(rows):
    return ",".join(f"{row.number}:{row.version}" for row in rows if row.version)
