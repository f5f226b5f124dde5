"""The daily mail to a colleague: how much of what waits, and where; never who it is about."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from partners.endings import due_reminders
from pembinaan import dates, mail
from pembinaan.accounts.models import Office, User
from pembinaan.audit.models import AuditEntry
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.dashboards.months import deadline_of
from pembinaan.dashboards.today import GOING_ON, has_own_clients, month_numbers, unsent_months
from trainings.absences import Number, asked_at_once
from trainings.choices import OfferState, SessionStatus
from trainings.models import SeatOffer, Session


def colleagues():
    """Who works in a Bapas and has an address."""
    rows = User.objects.filter(is_active=True, office__level=Office.Level.LOCAL, office__is_active=True)
    return rows.exclude(email="").select_related("office").prefetch_related("groups").order_by("pk")


def remind_all():
    """Gives (sent, failed)."""
    papers = {}
    told = [remind(user=user, papers=papers) for user in colleagues()]
    return told.count(""), sum(bool(failure) for failure in told if failure is not None)


def remind(*, user, papers):
    """One mail at most a day: what went wrong or nothing; None where nothing waits or it was sent before."""
    today = dates.today(user.office)
    if today not in papers:
        papers[today] = due_reminders(today)
    with override("id"):
        lines = lines_for(user, today, papers[today])
        if not lines or not noted(user, len(lines), today):
            return None
        subject = _("Pembinaan: what waits on %(day)s") % {"day": dates.day(today)}
        return mail.send(user.email, subject, "\n".join(lines))


@transaction.atomic
def noted(user, number, today):
    """Whether this run is the one that sends: noted before the mail leaves, so that no second one follows."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    last = AuditEntry.objects.about(user).filter(verb=Verb.NOTIFIED).first()
    if last is not None and dates.as_date(last.at, user.office) == today:
        return False
    record(Verb.NOTIFIED, user, by=None, changes={"tasks": ["", number]})
    return True


def lines_for(user, today, papers):
    sums = counts(user, today)
    lines = [*_counted(sums, today), *_months(user, sums, today)]
    lines += _papers(user, papers)
    if not lines:
        return []
    return [*lines, "", _("All that waits: %(address)s") % {"address": mail.address(reverse("home"))}]


def counts(user, today):
    asked = {}
    if user.has_perm("trainings.enrol_client") or user.has_perm("trainings.nominate_client"):
        offers = SeatOffer.objects.visible_to(user).filter(state=OfferState.OPEN)
        own = {"enrolment__client__counsellor": user.pk} if has_own_clients(user) else {}
        asked["offers"] = Number(offers.filter(**own))
    if user.has_perm("trainings.record_attendance"):
        rows = Session.objects.visible_to(user).filter(
            status=SessionStatus.PLANNED, training__status__in=GOING_ON
        )
        asked["tomorrow"] = Number(rows.filter(day=today + timedelta(days=1)))
        asked["missing"] = Number(rows.filter(day__lt=today))
    if user.has_perm("dashboards.submit_return"):
        asked |= month_numbers(user, today)
    return asked_at_once(user, asked) if asked else {}


def _months(user, sums, today):
    """Told as long as it waits: the head of a Bapas has a week, and then is late."""
    if unsent := unsent_months(sums, today):
        text = ngettext(
            "%(n)s month to be sent to the Kanwil, the first by %(day)s",
            "%(n)s months to be sent to the Kanwil, the first by %(day)s",
            len(unsent),
        )
        told = text % {"n": len(unsent), "day": dates.short_day(deadline_of(unsent[0]))}
        yield f"{told}: {mail.address(reverse('dashboards:months'))}"


def _counted(sums, today):
    if number := sums.get("offers"):
        text = ngettext(
            "%(n)s offered seat without an answer", "%(n)s offered seats without an answer", number
        )
        yield _line(text, number, reverse("home"))
    if number := sums.get("tomorrow"):
        day = today + timedelta(days=1)
        yield _line(
            ngettext("%(n)s session tomorrow", "%(n)s sessions tomorrow", number),
            number,
            f"{reverse('trainings:calendar')}?view=week&on={day:%Y-%m-%d}",
        )
    if number := sums.get("missing"):
        text = ngettext("%(n)s session without marks", "%(n)s sessions without marks", number)
        yield _line(text, number, reverse("trainings:session-list"))


def _papers(user, papers):
    if not user.has_perm("partners.change_partner"):
        return
    number = sum(paper.office.pk == user.office_id for paper in papers)
    if number:
        text = ngettext("%(n)s agreement or licence ends", "%(n)s agreements or licences end", number)
        yield _line(text, number, reverse("partners:endings"))


def _line(text, number, path):
    return f"{text % {'n': number}}: {mail.address(path)}"
