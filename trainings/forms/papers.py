"""The words of a paper, and what stands around them."""

from hashlib import sha256

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models import Signatory
from pembinaan.forms import Form
from pembinaan.text import multi_line, single_line
from trainings.choices import PaperKind
from trainings.documents.papers.assignment import STAFF
from trainings.documents.papers.invitation import WITH_NAMES

MOST_LETTERS = 20_000
PREFIX = "section_"


class PaperForm(Form):
    """A field for each section. `typed`: what is shown again as it was typed, but `reset` as proposed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)
    """Marks of the proposals on the page: what comes back unchanged was not worded."""
    dated_on = forms.DateField(label=_("Date of the paper"))
    number = forms.CharField(
        label=_("Number"),
        max_length=100,
        required=False,
        validators=[single_line],
        help_text=_(
            "As in the agenda book; empty: it can be taken from the register when the paper is made final."
        ),
    )
    signatory = forms.ModelChoiceField(
        Signatory.objects.none(),
        label=_("Signatory"),
        required=False,
        empty_label=_("Whoever signs for the office on that date"),
    )

    def __init__(self, *args, paper, facts, proposed, typed=None, reset="", **kwargs):
        super().__init__(*args, **kwargs)
        self.paper, self.facts, self.proposed, self.reset = paper, facts, proposed, reset
        self.fields["signatory"].queryset = paper.training.office.signatories.all()
        self._add_options()
        for section in proposed:
            self._add_section(section)
        self.initial = self._kept() | (self.initial or {}) | (self.typed(typed) if typed is not None else {})

    def _kept(self):
        paper = self.paper
        kept = {name: getattr(paper, name) for name in ("version", "dated_on", "number", "signatory")}
        words = {
            f"{PREFIX}{section.name}": paper.words.get(section.name, section.text)
            for section in self.proposed
        }
        kept["shown"] = " ".join(mark(section.text) for section in self.proposed)
        return kept | words | {name: paper.words.get(name) for name in (STAFF, WITH_NAMES)}

    def typed(self, data):
        """Unchecked and as it was typed."""
        values = {
            name: field.widget.value_from_datadict(data, {}, name) for name, field in self.fields.items()
        }
        for section in self.proposed:
            if section.name == self.reset:
                values[f"{PREFIX}{section.name}"] = section.text
        return values

    def _add_options(self):
        if self.paper.kind == PaperKind.ASSIGNMENT:
            self.fields[STAFF] = forms.MultipleChoiceField(
                label=_("Staff who are sent"),
                choices=[(pk, row[0]) for pk, row in self.facts["staff"].items()],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if self.paper.kind == PaperKind.INVITATION:
            self.fields[WITH_NAMES] = forms.BooleanField(
                label=_("Enclose the list of names"),
                required=False,
                help_text=_("Every reader sees all names; protected people stand there without."),
            )

    def _add_section(self, section):
        widget = forms.Textarea(attrs={"rows": section.rows}) if section.rows > 1 else forms.TextInput()
        self.fields[f"{PREFIX}{section.name}"] = forms.CharField(
            label=section.label,
            required=False,
            max_length=MOST_LETTERS,
            validators=[multi_line if section.rows > 1 else single_line],
            widget=widget,
        )

    @property
    def frame_fields(self):
        names = ("dated_on", "number", "signatory", STAFF, WITH_NAMES)
        return [self[name] for name in names if name in self.fields]

    @property
    def sections(self):
        """Of each its field, its name, and whether it differs from what the data propose."""
        rows = [(self[f"{PREFIX}{section.name}"], section) for section in self.proposed]
        return [(field, section.name, plain(field.value()) != section.text) for field, section in rows]

    @cached_property
    def values(self):
        """What the action keeps: of the words only what differs from the proposal."""
        given = self.cleaned_data
        texts = {section.name: plain(given[f"{PREFIX}{section.name}"]) for section in self.proposed}
        words = {
            section.name: texts[section.name]
            for section in self.proposed
            if mark(texts[section.name]) not in (mark(section.text), *given["shown"].split())
        }
        words |= {name: given[name] for name in (STAFF, WITH_NAMES) if given.get(name)}
        return {name: given[name] for name in ("dated_on", "number", "signatory")} | {"words": words}


def plain(text):
    """As browsers send it, lines end in two signs."""
    return (text or "").replace("\r\n", "\n").strip()


def mark(text):
    return sha256(plain(text).encode()).hexdigest()[:16]


class FreezeForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    take_number = forms.BooleanField(
        label=_("Take the next number from the register of letters"), required=False, initial=False
    )

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = paper.version
        if paper.number:
            del self.fields["take_number"]


class DraftForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
