"""Files of a training: listed and handed in on one page, fetched, described anew, removed."""

from hashlib import sha256
from uuid import uuid5

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from pembinaan import dates
from pembinaan.forms import Form
from pembinaan.problems import Problem, RuleBroken
from pembinaan.uploads import sealed_response
from pembinaan.views import ActionPage, FormPage, ScopedPage
from trainings.actions.attachments import (
    SEALED_AS,
    attach_file,
    describe_attachment,
    note_attachment_viewed,
    remove_attachment,
)
from trainings.forms.attachments import AttachForm, DescribeForm
from trainings.photos import is_shown, kept, pictured, with_people
from trainings.rules.attachments import bar_to_showing
from trainings.views.planning import OfTraining

READ, WRITE = "trainings.view_training", "trainings.write_paper"


class OfFiles(OfTraining):
    """Files show people: they stay in the Bapas that runs the training."""

    permission = WRITE

    def get_object(self):
        training, user = super().get_object(), self.request.user
        if not user.sees_people or training.office_id != user.office_id:
            raise Http404
        return training

    @cached_property
    def today(self):
        return dates.today(self.object.office)

    @cached_property
    def people(self):
        return pictured(self.object, self.today, self.request.user)

    def kept(self):
        return kept(self.request.user, self.object, self.today)

    def within_reach(self):
        """Not what shows somebody whom the user may not know."""
        return self.kept().filter(is_closed=False)

    @cached_property
    def attachment(self):
        found = self.within_reach().filter(pk=self.kwargs["attachment"]).first()
        if found is None:
            raise Http404
        found.training = self.object
        return found

    def get_success_url(self):
        return reverse("trainings:attachments", args=[self.object.pk])

    def get_cancel_url(self):
        return self.get_success_url()


class Attachments(OfFiles, FormPage):
    permission = READ
    form_class = AttachForm
    template_name = "trainings/attachments.html"
    title = _("Files and photos")
    submit_label = _("Attach")

    def may(self):
        return super().may() and (self.may_write() or self.request.method in ("GET", "HEAD"))

    def may_write(self):
        return self.request.user.has_perm(WRITE)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": self.people}

    def act(self, form):
        good, refused = form.sorted
        values = {"kind": form.cleaned_data["kind"], "about": form.about, "by": self.request.user}
        self.stored = 0
        for file in good:
            # The content tells the file: sent again, whether alone or with others, it is kept once.
            key = uuid5(form.cleaned_data["form_key"], sha256(file.read()).hexdigest())
            file.seek(0)
            try:
                attach_file(training=self.object, file=file, form_key=key, **values)
                self.stored += 1
            except RuleBroken as refusal:
                refused.append((file.name, " ".join(refusal.messages)))
        if not self.stored:
            raise RuleBroken([Problem("refused", f"{name}: {why}", "files") for name, why in refused])
        for name, why in refused:
            messages.warning(self.request, f"{name}: {why}")

    def get_success_message(self):
        return ngettext("%(n)s file is attached.", "%(n)s files are attached.", self.stored) % {
            "n": self.stored
        }

    def get_context_data(self, **kwargs):
        rows = list(with_people(self.kept(), self.today))
        for row in rows:
            row.is_barred = not is_shown(row, self.object, self.today)
        return super().get_context_data(
            files=[row for row in rows if not row.is_closed],
            closed=[row for row in rows if row.is_closed],
            not_shown=[(person, bar) for person in self.people if (bar := bar_to_showing(person))],
            may_write=self.may_write(),
            **kwargs,
        )


class AttachmentFile(OfFiles, ScopedPage, View):
    """Leaves as a download under a name that names nobody; who took it is recorded."""

    permission = READ

    def get(self, request, *args, **kwargs):
        found = self.attachment
        ending = found.name.rpartition(".")[2]
        name = f"{found.kind}-{found.pk.hex[-8:]}.{ending}"
        response = sealed_response(found.file, SEALED_AS, name)
        note_attachment_viewed(attachment=found, by=request.user)
        return response


class DescribeAttachment(OfFiles, FormPage):
    form_class = DescribeForm
    template_name = "trainings/form.html"
    title = _("Describe the file")

    def get_object(self):
        self.object = super().get_object()
        return self.attachment and self.object

    def get_initial(self):
        found = self.attachment
        return {
            "caption": found.caption,
            "shows_people": "yes" if found.shows_people else "no",
            "people": [str(pk) for pk in found.people.values_list("pk", flat=True)],
            "in_report": found.in_report,
            "version": found.version,
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": self.people, "attachment": self.attachment}

    def form_invalid(self, form):
        if form.has_error(NON_FIELD_ERRORS, "stale"):
            form.show_version(self.kept().get(pk=self.attachment.pk).version)
        return super().form_invalid(form)

    def act(self, form):
        values = {"version": form.cleaned_data["version"], "about": form.about}
        describe_attachment(attachment=self.attachment, by=self.request.user, **values)


class RemoveAttachment(OfFiles, ActionPage):
    form_class = Form
    danger = True
    title = _("Remove the file")
    text = _("The file is deleted. That it was there, and who removed it, stays in the history.")
    submit_label = _("Remove")
    success_message = _("The file is removed.")

    def within_reach(self):
        """Whatever it shows: a photo that should not be there must not stay because nobody may open it."""
        return self.kept()

    def get_object(self):
        self.object = super().get_object()
        return self.attachment and self.object

    def act(self, form):
        remove_attachment(attachment=self.attachment, by=self.request.user)
