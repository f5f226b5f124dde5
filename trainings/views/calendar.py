"""Sessions by day: as a page, and as a file for the calendar of one's phone."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from pembinaan import dates
from pembinaan.accounts.limits import per_address
from pembinaan.accounts.models import Holiday
from pembinaan.errors import page_not_found
from pembinaan.records import new_id
from pembinaan.scoping import unscoped
from pembinaan.views import ScopedPage, as_uuid
from trainings.actions.calendar_feed import make_feed, note_fetch, revoke_feed
from trainings.choices import SessionStatus, TrainingStatus
from trainings.documents.calendar import calendar_of
from trainings.forms.calendar import CalendarForm
from trainings.models import CalendarFeed, Session
from trainings.rules.calendar_feed import days_told, hash_of, is_open

VIEW = "trainings.view_training"
WEEK = timedelta(days=7)
MOST = 1500
"""Sessions on one page; beyond, only a filter helps."""
LOOKUPS = {"venue": "venue", "instructor": "teaching__instructor", "training": "training"}


@dataclass
class Entry:
    session: Session
    hours: str
    url: str
    office: str = ""

    @property
    def is_cancelled(self):
        return self.session.status == SessionStatus.CANCELLED

    @property
    def is_draft(self):
        return self.session.training.status == TrainingStatus.DRAFT


@dataclass
class Day:
    day: date
    holiday: str = ""
    is_today: bool = False
    is_beside: bool = False
    """Of the month before or after."""
    entries: list = field(default_factory=list)


def span_of(view, day):
    """First and last day shown: a week from Monday, or the weeks of a month."""
    if view == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    start, end = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return start - timedelta(days=start.weekday()), end + timedelta(days=6 - end.weekday())


def beside(view, day):
    """The days on which the page before and the page after stand."""
    if view == "week":
        return day - WEEK, day + WEEK
    return dates.add_months(day.replace(day=1), -1), dates.add_months(day.replace(day=1), 1)


class CalendarPage(ScopedPage, TemplateView):
    """A month or a week; on a phone the same days as a list. It names trainings and rooms, no people."""

    model = Session
    permission = VIEW
    template_name = "trainings/calendar.html"
    title = gettext_lazy("Calendar")

    def get_context_data(self, **kwargs):
        user = self.request.user
        form = CalendarForm(self.request.GET, user)
        today = dates.today(user.office)
        view, day = form.shown_as, form.day(today)
        first, last = span_of(view, day)
        rows = self.read_sessions(form, first, last)
        earlier, later = beside(view, day)
        return super().get_context_data(
            form=form,
            view=view,
            days=self.days(rows[:MOST], first, last, today, day if view == "month" else None),
            weekdays=list(WEEKDAYS_ABBR.values()),
            heading=dates.month(day) if view == "month" else dates.day_range(first, last),
            is_empty=not rows,
            is_cut=len(rows) > MOST,
            on=day.isoformat(),
            earlier=earlier.isoformat(),
            later=later.isoformat(),
            training=form.chosen.get("training"),
            is_filtered=bool(form.chosen),
            zone=dates.zone_label(user.office),
            **kwargs,
        )

    def read_sessions(self, form, first, last):
        rows = self.get_queryset().in_calendar(first, last).select_related("venue")
        for name, value in form.chosen.items():
            rows = rows.filter(**{LOOKUPS[name]: value})
        return list(rows[: MOST + 1])

    def days(self, rows, first, last, today, month):
        holidays = Holiday.objects.names_between(self.request.user.office, first, last)
        found = {}
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            is_beside = month is not None and day.month != month.month
            found[day] = Day(day, holidays.get(day, ""), day == today, is_beside)
        for row in rows:
            found[row.day].entries.append(self.entry(row))
        return list(found.values())

    def entry(self, session):
        user, office = self.request.user, session.training.office
        start, end = dates.local(session.starts_at, office), dates.local(session.ends_at, office)
        hours = f"{start:%H.%M}–{end:%H.%M}"
        if office.time_zone != user.office.time_zone:
            hours += f" {dates.zone_label(office)}"
        # Sheets name people: those above the Bapas are led to the training.
        url = session.get_absolute_url() if user.sees_people else session.training.get_absolute_url()
        return Entry(session, hours, url, "" if office.pk == user.office_id else office.name)


class FeedPage(ScopedPage, TemplateView):
    """The address for one's own calendar program: it is shown once, and a new one ends the one before."""

    model = CalendarFeed
    permission = VIEW
    template_name = "trainings/calendar_address.html"
    title = gettext_lazy("Address for the calendar")
    secret = ""

    def post(self, request, *args, **kwargs):
        if request.POST.get("do") == "revoke":
            revoke_feed(by=request.user)
            messages.success(request, _("The address no longer tells anything."))
            return HttpResponseRedirect(request.path)
        form_key = as_uuid(request.POST.get("form_key")) or new_id()
        _feed, self.secret = make_feed(form_key=form_key, by=request.user)
        if not self.secret:
            messages.info(request, _("The address was shown once. Make a new one if it was lost."))
            return HttpResponseRedirect(request.path)
        # The secret is shown in this answer and kept nowhere, so there is nowhere to lead on to.
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        path = self.secret and reverse("calendar-feed", args=[self.secret])
        return super().get_context_data(
            current=self.get_queryset().filter(revoked_at=None).first(),
            address=self.request.build_absolute_uri(path) if path else "",
            form_key=new_id(),
            crumbs=[(_("Calendar"), reverse("trainings:calendar"))],
            **kwargs,
        )


unknown = per_address("unknown-calendar", "20/m/ip")(page_not_found)


def find_feed(secret):
    """Nobody is logged in: the secret in the address is the key, and what is read follows from its user."""
    with unscoped("the secret in the address is the key"):
        feeds = CalendarFeed.objects.select_related("user__office")
        return feeds.filter(secret_hash=hash_of(secret)).first()


@method_decorator([login_not_required, per_address("calendar", "120/m/ip")], name="dispatch")
class CalendarFile(View):
    """What the user may see, without anybody's name."""

    http_method_names = ("get", "head")

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def get(self, request, secret):
        feed = find_feed(secret)
        if feed is None or not is_open(feed) or not feed.user.has_perm(VIEW):
            return unknown(request)
        note_fetch(feed=feed, now=timezone.now())
        first, last = days_told(dates.today(feed.user.office))
        sessions = Session.objects.visible_to(feed.user).in_calendar(first, last)
        response = HttpResponse(calendar_of(sessions), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="jadwal.ics"'
        return response
