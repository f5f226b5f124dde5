"""Transport money of a training, session by session."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pembinaan import dates
from pembinaan.views import ActionPage, FormPage, as_uuid
from trainings.actions.transport import note_transport, pay_transport, void_transport
from trainings.choices import CAME, PaymentState, SessionStatus
from trainings.forms.transport import NoteForm, PayForm, VoidForm
from trainings.models import Attendance, Session, TransportPayment
from trainings.views.planning import OfTraining

KEEPS, READS = "trainings.change_training", "trainings.approve_training"


class OfLedger(OfTraining):
    """People and money stay in the Bapas that runs the training."""

    permission = KEEPS

    def get_object(self):
        training = super().get_object()
        if not self.request.user.sees_people or training.office_id != self.request.user.office_id:
            raise Http404
        return training

    @cached_property
    def session(self):
        sessions = Session.objects.visible_to(self.request.user).filter(training=self.object)
        found = sessions.filter(pk=self.kwargs["session"]).first()
        if found is None:
            raise Http404
        found.training = self.object
        return found

    def ledger_url(self, session=None):
        url = reverse("trainings:transport", args=[self.object.pk])
        return f"{url}?session={session}" if session else url


class Ledger(OfLedger, FormPage):
    """The entries of one session, the sums of all; GET reads, each form posts to its own address."""

    permission = (KEEPS, READS)
    form_class = PayForm
    template_name = "trainings/transport.html"
    title = _("Transport money")

    def get_initial(self):
        return {"paid_on": dates.today(self.object.office)}

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm(KEEPS):
            return self.http_method_not_allowed(request)
        return super().post(request, *args, **kwargs)

    @cached_property
    def sessions(self):
        rows = Session.objects.visible_to(self.request.user).filter(training=self.object)
        return list(rows.exclude(status=SessionStatus.CANCELLED).order_by("starts_at", "pk"))

    @cached_property
    def session(self):
        """The one in the address, else the last that was held."""
        asked = as_uuid(self.request.GET.get("session"))
        held = [session for session in self.sessions if session.status == SessionStatus.HELD]
        return next((s for s in self.sessions if s.pk == asked), (held or self.sessions or [None])[-1])

    def act(self, form):
        if self.session is None:
            raise Http404
        ids = [pk for pk in map(as_uuid, form.ticked) if pk]
        self.paid = pay_transport(
            session=self.session, payments=ids, by=self.request.user, **form.cleaned_data
        )

    def get_success_message(self):
        message = ngettext("%(n)s entry is paid.", "%(n)s entries are paid.", len(self.paid))
        return message % {"n": len(self.paid)}

    def get_success_url(self):
        return self.ledger_url(self.session.pk)

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        payments = TransportPayment.objects.visible_to(self.request.user)
        payments = payments.filter(session__training=self.object).exclude(state=PaymentState.VOID)
        rows = list(payments.select_related("enrolment__client").order_by("enrolment__number"))
        lines = self.lines([row for row in rows if self.session and row.session_id == self.session.pk])
        return super().get_context_data(
            sessions=self.sessions,
            session=self.session,
            lines=lines,
            is_payable=any(line.is_due and line.came for line in lines),
            sums=sums_by_source(rows),
            note_form=NoteForm(),
            **kwargs,
        )

    def lines(self, rows):
        user, day = self.request.user, dates.today(self.object.office)
        marks = Attendance._base_manager.filter(session=self.session)
        came = set(marks.filter(mark__in=CAME).values_list("enrolment", flat=True)) if rows else set()
        for row in rows:
            row.enrolment.training = self.object
            row.name = row.enrolment.name_for(user, day)
            row.came = row.enrolment_id in came
            row.is_due = row.state == PaymentState.DUE
        return rows


def sums_by_source(rows):
    """(source, due, paid) in rupiah."""
    sums = {}
    for row in rows:
        due_paid = sums.setdefault(row.get_source_display(), [0, 0])
        due_paid[row.state == PaymentState.PAID] += row.rupiah
    return [(source, *pair) for source, pair in sums.items()]


class NoteTransport(OfLedger, FormPage):
    """Posted from the ledger; what is wrong is shown on a page of its own."""

    form_class = NoteForm
    template_name = "trainings/form.html"
    title = _("Write down transport money")
    submit_label = _("Write down for who came")

    def act(self, form):
        self.made = note_transport(session=self.session, by=self.request.user, **form.cleaned_data)

    def get_success_message(self):
        n = len(self.made)
        if not n:
            return _("Everybody who came has an entry already.")
        return ngettext("%(n)s entry is written down.", "%(n)s entries are written down.", n) % {"n": n}

    def get_success_url(self):
        return self.ledger_url(self.session.pk)


class VoidTransport(OfLedger, ActionPage):
    permission = (KEEPS, READS)
    form_class = VoidForm
    danger = True
    title = _("Cancel an entry")
    text = _("The entry no longer counts. Of a paid one the head confirms that the money came back.")
    submit_label = _("Cancel the entry")
    success_message = _("The entry is cancelled.")

    def get_object(self):
        training = super().get_object()
        rows = TransportPayment.objects.visible_to(self.request.user).select_related("session", "enrolment")
        self.payment = rows.filter(session__training=training, pk=self.kwargs["payment"]).first()
        if self.payment is None:
            raise Http404
        return training

    def get(self, request, *args, **kwargs):
        if self.payment.state == PaymentState.VOID:
            messages.warning(request, _("This entry is cancelled already."))
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def act(self, form):
        void_transport(
            session=self.payment.session,
            payment=self.payment.pk,
            note=form.cleaned_data["note"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.ledger_url(self.payment.session_id)
