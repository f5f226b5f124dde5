"""What the instructor's page and the officer's page about it send."""

import re
import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor
from pembinaan.forms import Form
from pembinaan.text import multi_line, single_line
from trainings.actions.instructor_link import Sent, Tick
from trainings.forms.attendance import made_at, moment, whole
from trainings.rules.instructor_link import MAX_CONCERN, MAX_REMARK, TICKABLE

ROW = re.compile(r"m([0-9]{1,5})")
STEP = re.compile(r"([0-9]{1,5}):([0-9]{1,9})")


class InstructorForm(Form):
    """The words; the ticks are read beside it, a name for each row."""

    remark = forms.CharField(
        label=_("Remark on the session"), required=False, max_length=MAX_REMARK, validators=[single_line]
    )
    about = forms.IntegerField(
        label=_("About row number"),
        required=False,
        min_value=1,
        max_value=99_999,
        help_text=_("Leave empty if it concerns the whole session."),
    )
    concern = forms.CharField(
        label=_("What worries you"),
        required=False,
        max_length=MAX_CONCERN,
        widget=forms.Textarea({"rows": 3}),
        validators=[multi_line],
    )
    known_remark = forms.CharField(required=False, max_length=MAX_REMARK, widget=forms.HiddenInput)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def sent(self):
        values = self.cleaned_data
        return Sent(
            **ticks_in(self.data),
            remark=values["remark"],
            known_remark=values["known_remark"],
            concern=values["concern"],
            about=values["about"],
            form_key=values["form_key"],
        )


def ticks_in(post):
    """Only what differs from what the page showed: two phones do not undo each other's ticks.

    Before a row's number stand m for the mark chosen, w for the one shown, v for its version and, where a
    script sends it later, t for when it was chosen.
    """
    marks, sent_at = {}, moment_in(post.get("sent_at"))
    for name in post:
        found = ROW.fullmatch(name)
        if found and post[name] in TICKABLE and post[name] != post.get(f"w{found[1]}"):
            at = made_at(moment_in(post.get(f"t{found[1]}")), sent_at)
            marks[int(found[1])] = Tick(post[name], post.get(f"v{found[1]}", ""), at)
    ticked, shown = steps_in(post.getlist("step")), steps_in(post.getlist("shown"))
    return {"marks": marks, "ticked": ticked - shown, "unticked": shown - ticked}


def moment_in(text):
    try:
        return moment(text)
    except (OverflowError, ValueError):
        return None


def steps_in(texts):
    found = [STEP.fullmatch(text) for text in texts]
    return {(int(step[1]), int(step[2])) for step in found if step}


def versions_in(post):
    """{row number: version shown} of the rows that an officer chose."""
    return {whole(text): whole(post.get(f"v{text}")) for text in post.getlist("row")}


class MakeLinkForm(Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    instructor = forms.ModelChoiceField(
        label=_("Instructor"), queryset=Instructor.objects.none(), required=False
    )

    def __init__(self, *args, instructors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instructor"].queryset = instructors
        self.fields["instructor"].initial = instructors.first()


class ConcernForm(Form):
    answer = forms.CharField(label=_("What was done"), max_length=200, validators=[single_line])
