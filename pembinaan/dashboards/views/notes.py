from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan import dates
from pembinaan.accounts.models import Office
from pembinaan.dashboards.actions.notes import add_note, reply
from pembinaan.dashboards.forms.months import NoteForm, ReplyForm
from pembinaan.dashboards.models import FigureNote
from pembinaan.dates import add_months, parse_month
from pembinaan.views import FormPage
from trainings.indicators import BY_KEY

BACK = 12
"""Months of the trend."""


class OfNotes:
    permission = "dashboards.view_board"
    makes = (FigureNote,)
    success_message = gettext_lazy("The note is saved.")

    def get_success_url(self):
        return reverse("dashboards:board") + "#notes"

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=[(_("Board"), reverse("dashboards:board"))], **kwargs)


class AddNote(OfNotes, FormPage):
    """Anyone who reads the board may say what stands behind a figure."""

    form_class = NoteForm
    title = gettext_lazy("Note on a figure")

    def get_form_kwargs(self):
        first = dates.today(self.request.user.office).replace(day=1)
        offices = Office.objects.visible_to(self.request.user).exclude(is_active=False)
        extra = {"offices": offices, "months": [add_months(first, -back) for back in range(BACK)]}
        return super().get_form_kwargs() | extra

    def get_initial(self):
        asked, user = self.request.GET, self.request.user
        month = parse_month(asked.get("month", ""))
        return {
            "office": asked.get("office") or user.office_id,
            "month": f"{month:%Y-%m}" if month else "",
            "indicator": asked.get("indicator") if asked.get("indicator") in BY_KEY else "",
        }

    def act(self, form):
        add_note(by=self.request.user, **form.cleaned_data)


class ReplyToNote(OfNotes, FormPage):
    model = FigureNote
    form_class = ReplyForm
    template_name = "dashboards/reply.html"
    title = gettext_lazy("Reply to a note")
    success_message = gettext_lazy("The reply is saved.")

    def get_queryset(self):
        return super().get_queryset().filter(reply_to=None).select_related("office")

    def act(self, form):
        reply(note=self.object, by=self.request.user, **form.cleaned_data)
        return self.object

    def get_context_data(self, **kwargs):
        return super().get_context_data(indicator=BY_KEY.get(self.object.indicator), **kwargs)
