"""Months: sent by the head of a Bapas, accepted or returned by the Kanwil."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.accounts.models import Office
from pembinaan.dashboards import drift, months, rules, sealing
from pembinaan.dashboards.actions.returns import accept_month, return_month, submit_month
from pembinaan.dashboards.forms.months import ReturnForm, SubmitForm, VersionForm
from pembinaan.dashboards.incomplete import incomplete
from pembinaan.dashboards.policy import ASKED_MONTHS, GRID_MONTHS
from pembinaan.dates import add_months, parse_month
from pembinaan.views import ActionPage, DetailPage, ScopedPage
from trainings.indicators import CARDS


class MonthsPage(ScopedPage, TemplateView):
    """Every Bapas in sight with its last months; a Bapas sees its own, one below the other."""

    permission = "dashboards.view_board"
    template_name = "dashboards/months.html"
    title = gettext_lazy("Monthly reports")

    def get_context_data(self, **kwargs):
        user = self.request.user
        today = dates.today(user.office)
        number = ASKED_MONTHS if user.sees_people else GRID_MONTHS
        last = self.last_month(today)
        firsts = [add_months(last, -back) for back in range(number)]
        offices = list(months.offices_of(user))
        found = months.months_of(user, offices, firsts, today)
        context = {
            "rows": [(office, found[office.pk]) for office in offices],
            "firsts": firsts,
            "older": add_months(last, -number),
            "newer": add_months(last, number) if last < months.last_over(today) else None,
            "years": sorted({first.year for first in firsts}, reverse=True),
        }
        return super().get_context_data(**context | kwargs)

    def last_month(self, today):
        """`until` in the address, never beyond what is over."""
        over = months.last_over(today)
        asked = parse_month(self.request.GET.get("until", ""))
        return min(asked, over) if asked and asked.year > 2000 else over


class OfMonth:
    """A month of a Bapas in sight; the future does not exist."""

    model = Office
    permission = "dashboards.view_board"

    def get_queryset(self):
        return months.first_training(super().get_queryset().local())

    def get_object(self):
        office = super().get_object()
        first = parse_month(self.kwargs["month"])
        self.today = dates.today(office)
        if first is None or first > self.today:
            raise Http404
        [self.month] = months.months_of(self.request.user, [office], [first], self.today)[office.pk]
        return office

    @property
    def found(self):
        return self.month.found

    def get_title(self):
        return self.title or _("Report of %(month)s") % {"month": self.month}

    def get_success_url(self):
        return self.month.url

    get_cancel_url = get_success_url

    def get_context_data(self, **kwargs):
        crumbs = [
            (_("Board"), reverse("dashboards:board")),
            (_("Monthly reports"), reverse("dashboards:months")),
        ]
        if self.title:
            crumbs.append((str(self.month), self.month.url))
        # Last: the part of the address has the same name.
        own = {"month": self.month, "found": self.found, "crumbs": crumbs, "facts": self.facts()}
        return super().get_context_data(**kwargs | own)

    def facts(self):
        return [self.object.full_name, *([self.month] if self.title else [])]


class MonthPage(OfMonth, DetailPage):
    """What is sent, what is missing in it, and what has become of it."""

    template_name = "dashboards/month.html"

    def get_context_data(self, **kwargs):
        user, month = self.request.user, self.month
        facts = drift.current_facts(user, self.object, month.first)
        is_sealed = month.state == months.State.SEALED
        shown = sealing.sealed_facts(self.found) if is_sealed else facts
        figures = sealing.figures_of(shown, protected=not user.sees_people)
        context = {
            "figures": [figures[card.key] for card in CARDS if card.key in figures],
            "is_quarter": month.first.month % 3 == 0,
            "incomplete": [] if is_sealed else incomplete(user, self.object, month.first, self.today),
            "changed": is_sealed and len(self.changes(user, facts)),
            "may_submit": user.has_perm("dashboards.submit_return") and not rules.submitting_problems(month),
            "may_decide": user.has_perm("dashboards.accept_return") and not rules.accepting_problems(month),
            "why_not": rules.submitting_problems(month) if month.state == months.State.DRAFT else [],
        }
        return super().get_context_data(**context | kwargs)

    def changes(self, user, facts):
        changed = [row for row in drift.compared(user, self.found, facts) if row.has_changed]
        return [*changed, *drift.edits(user, self.found)]


class SubmitMonth(OfMonth, ActionPage):
    permission = "dashboards.submit_return"
    form_class = SubmitForm
    title = gettext_lazy("Send to the Kanwil")
    text = gettext_lazy(
        "The Kanwil sees the figures as they are, accepts or returns them. Accepting seals the month."
    )
    submit_label = gettext_lazy("Send to the Kanwil")
    success_message = gettext_lazy("The month has been sent to the Kanwil.")

    def get_initial(self):
        return {"note": self.found.note if self.found else ""}

    def act(self, form):
        submit_month(
            office=self.object, month=self.month.first, note=form.cleaned_data["note"], by=self.request.user
        )
        return self.object


class DecisionPage(OfMonth, ActionPage):
    """The Kanwil decides on what it was shown."""

    permission = "dashboards.accept_return"

    def get_initial(self):
        return {"version": self.found.version if self.found else 0}

    def act(self, form):
        self.decide(office=self.object, month=self.month.first, by=self.request.user, **form.cleaned_data)
        return self.object


class AcceptMonth(DecisionPage):
    form_class = VersionForm
    title = gettext_lazy("Accept and seal")
    text = gettext_lazy(
        "The figures of today are kept for good, and the attendance sheets of the month become final. "
        "Later corrections stand beside them."
    )
    submit_label = gettext_lazy("Accept and seal")
    success_message = gettext_lazy("The month is sealed.")
    decide = staticmethod(accept_month)


class ReturnMonth(DecisionPage):
    form_class = ReturnForm
    title = gettext_lazy("Return to the Bapas")
    text = gettext_lazy("The Bapas can send the month again.")
    submit_label = gettext_lazy("Return")
    success_message = gettext_lazy("The month has been returned.")
    decide = staticmethod(return_month)


class DriftPage(OfMonth, DetailPage):
    """What has changed since the month was sealed; the sealed figures stay."""

    template_name = "dashboards/drift.html"
    title = gettext_lazy("Changes since the seal")

    def get_object(self):
        office = super().get_object()
        if self.month.state != months.State.SEALED:
            raise Http404
        return office

    def get_context_data(self, **kwargs):
        user = self.request.user
        facts = drift.current_facts(user, self.object, self.month.first)
        return super().get_context_data(
            compared=drift.compared(user, self.found, facts), edits=drift.edits(user, self.found), **kwargs
        )
