from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan.forms import Form, KeyedForm
from pembinaan.problems import add_problems
from pembinaan.text import single_line
from pembinaan.uploads import check_upload
from trainings.choices import AttachmentKind
from trainings.policy import ATTACHMENT_BYTES
from trainings.rules.attachments import AT_ONCE, BYTES_AT_ONCE, file_kinds, photo_problems

PHOTO_FIELDS = ("shows_people", "people", "in_report")


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.Field):
    widget = ManyFilesInput({"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"})

    def validate(self, value):
        super().validate(value)
        if len(value) > AT_ONCE:
            message = _("Send at most %(limit)s files at once.") % {"limit": AT_ONCE}
            raise ValidationError(message, code="too_many")
        if sum(file.size for file in value) > BYTES_AT_ONCE:
            message = _("Together the files are larger than %(limit)s. Send them in several parts.")
            raise ValidationError(message % {"limit": filesizeformat(BYTES_AT_ONCE)}, code="too_large")


class About(Form):
    """What is said of a file. `people`: the participants who may be on a photo."""

    caption = forms.CharField(label=_("What it shows"), max_length=160, validators=[single_line])
    shows_people = forms.TypedChoiceField(
        label=_("A participant can be recognised"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
        help_text=_("For photos of the activity."),
    )
    people = forms.MultipleChoiceField(
        label=_("Participants who can be recognised"), required=False, widget=forms.CheckboxSelectMultiple
    )
    in_report = forms.BooleanField(
        label=_("Show in the activity report"),
        required=False,
        help_text=_("Only photos on which nobody can be recognised, or everybody has consented."),
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person in people}
        field = self.fields["people"]
        field.choices = [(pk, f"{person.number}. {person.name}") for pk, person in self.known.items()]

    def check_photo(self, kind, name):
        values = self.cleaned_data
        if kind == AttachmentKind.PHOTO and set(PHOTO_FIELDS) <= values.keys():
            people = [self.known[pk] for pk in values["people"]]
            facts = {fact: values[fact] for fact in ("shows_people", "in_report")}
            add_problems(self, photo_problems(name=name, kind=kind, people=people, **facts))

    @property
    def about(self):
        return {name: self.cleaned_data[name] for name in ("caption", *PHOTO_FIELDS)}


class AttachForm(About, KeyedForm):
    kind = forms.ChoiceField(label=_("Kind of file"), choices=AttachmentKind)
    files = ManyFilesField(
        label=_("Files"),
        help_text=_(
            "PDF, JPG or PNG, each at most 10 MB; signed papers, material and other files also as DOCX or "
            "XLSX. Place and camera are taken out of photos."
        ),
    )
    field_order = ("files", "kind", "caption", *PHOTO_FIELDS)

    def clean(self):
        values = super().clean()
        kind = values.get("kind")
        if kind and values.get("in_report") and kind != AttachmentKind.PHOTO:
            add_problems(self, photo_problems(**NO_PHOTO | {"kind": kind}))
        if kind and "files" in values:
            good, refused = self.sorted
            self.check_photo(kind, next((file.name for file in good), ""))
            for name, message in [] if good else refused:
                self.add_error("files", f"{name}: {message}")
        return values

    @cached_property
    def sorted(self):
        """The harmless copies, and of every other file its name with the reason: one spoils not the rest."""
        kinds, good, refused = file_kinds(self.cleaned_data["kind"]), [], []
        for file in self.cleaned_data["files"]:
            try:
                good.append(check_upload(file, kinds, ATTACHMENT_BYTES))
            except ValidationError as refusal:
                refused.append((file.name, " ".join(refusal.messages)))
        return good, refused


NO_PHOTO = {"name": "", "shows_people": False, "people": (), "in_report": True}


class DescribeForm(About):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, attachment, **kwargs):
        self.attachment = attachment
        super().__init__(*args, **kwargs)
        if attachment.kind != AttachmentKind.PHOTO:
            for name in PHOTO_FIELDS:
                del self.fields[name]

    def clean(self):
        values = super().clean()
        for name in PHOTO_FIELDS:
            if name not in self.fields:
                values[name] = False if name != "people" else []
        self.check_photo(self.attachment.kind, self.attachment.name)
        return values

    def show_version(self, version):
        """After a refusal that told what has changed, sending once more is meant."""
        self.data = self.data.copy()
        self.data["version"] = version
