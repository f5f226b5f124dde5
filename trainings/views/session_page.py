"""What the pages of one session share: where it is looked for, and how an action writes in it."""

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from pembinaan.views import ScopedPage
from trainings.models import Session

RECORD = "trainings.record_attendance"


class SessionPage(ScopedPage):
    """A session of a training of the own Bapas."""

    model = Session
    permission = RECORD

    def get_queryset(self):
        return Session.objects.sheets_open_to(self.request.user).with_sheet_facts()

    def get_object(self):
        return self.get_queryset().filter(**self.ids()).select_related("cancel_reason").first() or missing()

    def ids(self):
        return {"pk": self.kwargs["session"], "training": self.kwargs["pk"]}

    def run(self, action, **values):
        """Let the action write in the session that the address names."""
        try:
            with transaction.atomic():
                done = action(session=self.kwargs["session"], by=self.request.user, **values)
                if getattr(done, "session", done).training_id != self.kwargs["pk"]:
                    raise Http404
        except Session.DoesNotExist as error:
            raise Http404 from error
        return done

    def address(self):
        return reverse("trainings:attendance", args=[self.kwargs["pk"], self.kwargs["session"]])

    def crumbs(self):
        training = self.object.training
        return [
            (_("Trainings"), reverse("trainings:list")),
            (training.title, training.get_absolute_url()),
            (self.object.label, self.address()),
        ]


def missing():
    raise Http404


class MarkingPage(SessionPage):
    """Who may mark is not looked up twice: the action finds no session where the page would say 404."""

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and request.user.has_perm(RECORD):
            return View.dispatch(self, request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)
