"""What a staff member of a Bapas has to do today, a query for each list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, Q, Subquery, UUIDField, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.models import Client
from partners.choices import Weight
from partners.endings import papers_of, span_of, within
from partners.models import Agreement
from partners.policy import EXPIRY_URGENT_DAYS
from pembinaan import dates
from pembinaan.dashboards import months
from pembinaan.dashboards.models import MonthlyReturn
from pembinaan.dates import short_day
from trainings.absences import PARTS, Number, asked_at_once
from trainings.absences import numbers as absence_numbers
from trainings.choices import ComplaintState, InviteState, OfferState, SessionStatus, TrainingStatus
from trainings.dropping_out import unanswered
from trainings.matching import kept_to_check
from trainings.models import (
    Complaint,
    Enrolment,
    FollowUp,
    Invitation,
    ReopenRequest,
    SeatOffer,
    Session,
    Training,
)
from trainings.querysets import RETURNED
from trainings.rules.instructor_link import has_notes, open_concerns, waits_from_instructor_q
from trainings.tallying import COUNTED

GOING_ON = (TrainingStatus.APPROVED, TrainingStatus.RUNNING)
MOST, MANY = 5, 99


@dataclass(frozen=True)
class Task:
    kind: str
    count: int
    title: Any
    detail: Any
    url: str


def sessions(user, today):
    """Today's sessions with how many of the expected are recorded."""
    rows = Session.objects.visible_to(user).on_day(today).filter(training__status__in=GOING_ON)
    facts = rows.with_record_counts().select_related("training", "training__partner", "cancel_reason")
    return facts.order_by("starts_at", "pk")


def tasks(user, today):
    """What waits, worst first; what is empty is left out."""
    found, sums = [], numbers(user, today)
    if user.has_perm("trainings.record_attendance"):
        found += unrecorded(user, today)
        found += absences(user, sums)
        found += drop_outs(user, today)
    if user.has_perm("trainings.record_attendance") or user.has_perm("trainings.reopen_session"):
        found += from_instructors(user)
    found += follow_ups(user, sums)
    if user.has_perm("trainings.approve_training") or user.has_perm("trainings.complete_training"):
        found += trainings(user, today)
    found += [*months_to_send(user, sums, today), *walk_ins(sums), *reopen_requests(user, sums), *seats(sums)]
    found += [*complaints(sums, today), *kept_jobs(user, sums)]
    return [*found, *to_nominate(user, sums), *endings(sums)]


def numbers(user, today):
    """What is told by a number and a day alone, for what this user may do, in one query."""
    asked = {}
    if user.has_perm("trainings.record_attendance"):
        rows = Enrolment.objects.visible_to(user).filter(training__office=user.office_id)
        rows = rows.exclude(reconcile_by=None).order_by("reconcile_by")
        asked |= absence_numbers(user, own=has_own_clients(user))
        asked |= {"walk_ins": Number(rows), "walk_in_by": Subquery(rows.values("reconcile_by")[:1])}
    if user.has_perm("trainings.reopen_session"):
        rows = ReopenRequest.objects.visible_to(user).filter(decision="").order_by("created_at")
        asked |= {"requests": Number(rows), "requested_at": Subquery(rows.values("created_at")[:1])}
    if user.has_perm("trainings.enrol_client") or user.has_perm("trainings.nominate_client"):
        asked["to_nominate"] = Number(free_clients(user, today))
        asked |= seat_numbers(user, today)
    if user.has_perm("partners.change_partner"):
        asked |= ending_numbers(user, today)
    if user.has_perm("trainings.record_outcome"):
        asked |= follow_up_numbers(user, today)
    if user.has_perm("dashboards.submit_return"):
        asked |= month_numbers(user, today)
    if user.has_perm("trainings.answer_complaint"):
        rows = Complaint.objects.visible_to(user).filter(state=ComplaintState.OPEN).order_by("answer_by")
        asked |= {"complaints": Number(rows), "complaint_by": Subquery(rows.values("answer_by")[:1])}
    if user.has_perm("trainings.record_placement"):
        asked["kept"] = Number(kept_to_check(user, today, own=has_own_clients(user)))
    return asked_at_once(user, asked) if asked else {}


def unrecorded(user, today):
    rows = Session.objects.visible_to(user).filter(
        status=SessionStatus.PLANNED, day__lt=today, training__status__in=GOING_ON
    )
    waiting = list(rows.select_related("training").order_by("day", "number")[: MANY + 1])
    if waiting:
        oldest = waiting[0]
        title = ngettext("Session without marks", "Sessions without marks", len(waiting))
        detail = f"{oldest.training} · {oldest.label}, {short_day(oldest.day)}"
        yield Task("bad", min(len(waiting), MANY), title, detail, reverse("trainings:session-list"))


def month_numbers(user, today):
    """When the office began, and which of its months are sent, in a form that one query can hold."""
    rows = MonthlyReturn.objects.visible_to(user).filter(office=user.office_id)
    firsts = months.months_before(today)
    sent = {
        f"sent_{first:%Y_%m}": Exists(rows.filter(month=first, state__in=months.SENT)) for first in firsts
    }
    began = Training.objects.visible_to(user).filter(office=user.office_id, status__in=COUNTED)
    return sent | {"began": Subquery(began.order_by("starts_on").values("starts_on")[:1])}


def unsent_months(sums, today):
    """First days of the months that wait for being sent, the oldest first."""
    began = sums.get("began")
    return [
        first
        for first in reversed(months.months_before(today))
        if began and began < dates.add_months(first, 1) and not sums[f"sent_{first:%Y_%m}"]
    ]


def months_to_send(user, sums, today):
    if unsent := unsent_months(sums, today):
        title = ngettext("Month to be sent to the Kanwil", "Months to be sent to the Kanwil", len(unsent))
        until = months.deadline_of(unsent[0])
        detail = _("%(month)s, by %(day)s") % {"month": dates.month(unsent[0]), "day": short_day(until)}
        address = reverse("dashboards:month", args=[user.office_id, f"{unsent[0]:%Y-%m}"])
        yield Task("bad" if until < today else "warn", len(unsent), title, detail, address)


def from_instructors(user):
    """Sessions with ticks to look at, and what worries an instructor, in one query."""
    rows = Session.objects.visible_to(user).filter(waits_from_instructor_q(user))
    rows = rows.annotate(notes=has_notes(), worries=open_concerns(user)).select_related("training")
    waiting = list(rows.order_by("starts_at", "pk")[: MANY + 1])
    noted = [row for row in waiting if row.notes]
    if noted and user.has_perm("trainings.record_attendance"):
        title = ngettext("Notes of an instructor wait", "Notes of instructors wait", len(noted))
        detail = f"{noted[0].training} · {noted[0].label}, {short_day(noted[0].day)}"
        address = reverse("trainings:instructor-link", args=[noted[0].training_id, noted[0].pk])
        yield Task("warn", min(len(noted), MANY), title, detail, address)
    if number := sum(row.worries for row in waiting):
        title = ngettext("Concern reported by an instructor", "Concerns reported by instructors", number)
        detail = _("Reported from a session, not dealt with yet")
        address = f"{reverse('trainings:concern-list')}?state=open"
        yield Task("bad", min(number, MANY), title, detail, address)


def absences(user, sums):
    """Excuses, absences, barriers and steps that wait for somebody; a PK is asked about the own clients."""
    waiting = {part: sums[f"n_{part}"] for part in PARTS}
    if total := sum(waiting.values()):
        words = _("%(excuses)s excuses · %(absences)s absences · %(barriers)s barriers · %(steps)s steps")
        whose = "?whose=mine" if has_own_clients(user) else ""
        address = reverse("trainings:absence-list")
        title = _("Absences to deal with")
        yield Task("warn", min(total, MANY), title, words % waiting, f"{address}{whose}")


def drop_outs(user, today):
    found = unanswered(user, today, own=has_own_clients(user))
    if found:
        title = ngettext("Participant who may drop out", "Participants who may drop out", len(found))
        kind = "bad" if any(one.is_urgent for one in found) else "warn"
        detail = f"{found[0].enrolment.training} · {found[0].signs[0].message}"
        yield Task(kind, min(len(found), MANY), title, detail, reverse("trainings:drop-out-list"))


def complaints(sums, today):
    if number := sums.get("complaints"):
        title = ngettext("Complaint to answer", "Complaints to answer", number)
        detail = _("The first by %(day)s") % {"day": short_day(sums["complaint_by"])}
        kind = "bad" if sums["complaint_by"] < today else "warn"
        yield Task(kind, number, title, detail, f"{reverse('trainings:complaint-list')}?state=open")


def kept_jobs(user, sums):
    if number := sums.get("kept"):
        whose = "&whose=mine" if has_own_clients(user) else ""
        address = f"{reverse('trainings:placement-list')}?check=kept{whose}"
        yield Task("", number, _("Was the job kept?"), _("Began to work three months ago"), address)


def has_own_clients(user):
    """A PK answers for the own clients, the coordinator for all of the office."""
    return user.has_perm("trainings.nominate_client")


def follow_up_numbers(user, today):
    """Of what is past its window and of what is in it: how many, and when the first window ends."""
    rows = FollowUp.objects.visible_to(user).of_people_known_to(user, today)
    rows = rows.mine(user) if has_own_clients(user) else rows
    parts = {"late": rows.overdue(today), "due": rows.in_window(today)}
    first = {f"{name}_by": part.order_by("closes_on").values("closes_on")[:1] for name, part in parts.items()}
    return {name: Number(part) for name, part in parts.items()} | {
        name: Subquery(part) for name, part in first.items()
    }


def follow_ups(user, sums):
    address = reverse("trainings:follow-up-list")
    whose = "&whose=mine" if has_own_clients(user) else ""
    if number := sums.get("late"):
        detail = _("The longest since %(day)s") % {"day": short_day(sums["late_by"])}
        title = _("Follow-ups past their window")
        yield Task("bad", number, title, detail, f"{address}?state=overdue{whose}")
    if number := sums.get("due"):
        detail = _("The nearest window ends %(day)s") % {"day": short_day(sums["due_by"])}
        yield Task("warn", number, _("Follow-ups due now"), detail, f"{address}?state=due{whose}")


def trainings(user, today):
    drafts, over = Q(status=TrainingStatus.DRAFT), Q(status__in=GOING_ON, ends_on__lt=today)
    proposed, returned = drafts & Q(proposed_at__isnull=False), drafts & RETURNED
    sums = Training.objects.visible_to(user).aggregate(
        drafts=Count("pk", filter=drafts),
        proposed=Count("pk", filter=proposed),
        asked_since=Min("proposed_at", filter=proposed),
        returned=Count("pk", filter=returned),
        over=Count("pk", filter=over),
        oldest=Min("ends_on", filter=over),
    )
    yield from proposals(user, sums)
    address = reverse("trainings:list")
    if sums["over"] and user.has_perm("trainings.complete_training"):
        detail = _("The first ended on %(day)s") % {"day": short_day(sums["oldest"])}
        title = ngettext("Training to complete", "Trainings to complete", sums["over"])
        yield Task("warn", sums["over"], title, detail, f"{address}?needs=completion")
    if sums["drafts"] > sums["proposed"] and user.has_perm("trainings.approve_training"):
        title = ngettext("Training to approve", "Trainings to approve", sums["drafts"])
        yield Task("", sums["drafts"], title, _("Drafts of this office"), f"{address}?status=draft")


def proposals(user, sums):
    """What the coordinator asked the head for, and what the head gave back."""
    address = reverse("trainings:list")
    if (number := sums["proposed"]) and user.has_perm("trainings.approve_training"):
        oldest = short_day(dates.as_date(sums["asked_since"], user.office))
        title = ngettext("Training proposed for approval", "Trainings proposed for approval", number)
        detail = _("The oldest since %(day)s") % {"day": oldest}
        yield Task("warn", number, title, detail, f"{address}?needs=proposed")
    if (number := sums["returned"]) and user.has_perm("trainings.change_training"):
        title = ngettext("Training returned by the head", "Trainings returned by the head", number)
        yield Task("warn", number, title, _("Change it and propose it again"), f"{address}?needs=returned")


def walk_ins(sums):
    if number := sums.get("walk_ins"):
        title = ngettext("Participant to identify", "Participants to identify", number)
        detail = _("The nearest by %(day)s") % {"day": short_day(sums["walk_in_by"])}
        yield Task("warn", number, title, detail, reverse("trainings:reconcile-list"))


def reopen_requests(user, sums):
    if number := sums.get("requests"):
        title = ngettext("Request to open a sheet", "Requests to open sheets", number)
        oldest = short_day(dates.as_date(sums["requested_at"], user.office))
        detail = _("The oldest since %(day)s") % {"day": oldest}
        yield Task("warn", number, title, detail, reverse("trainings:reopen-requests"))


def seat_numbers(user, today):
    """Offered seats and invitations without an answer, and the training where the first of them waits."""
    offers = SeatOffer.objects.visible_to(user).filter(state=OfferState.OPEN).order_by("expires_at")
    underway = {"enrolment__training__status__in": GOING_ON, "enrolment__training__ends_on__gte": today}
    sent = Invitation.objects.visible_to(user).filter(state=InviteState.SENT, **underway).order_by("sent_at")
    if has_own_clients(user):
        offers, sent = (rows.filter(enrolment__client__counsellor=user.pk) for rows in (offers, sent))
    first = {"offers": (offers, "expires_at"), "invited": (sent, "sent_at")}
    return {
        name: expression
        for kind, (rows, moment) in first.items()
        for name, expression in (
            (kind, Number(rows)),
            (f"{kind}_at", Subquery(rows.values(moment)[:1])),
            (f"{kind}_of", Subquery(rows.values("enrolment__training")[:1], output_field=UUIDField())),
        )
    }


def seats(sums):
    if number := sums.get("offers"):
        title = ngettext("Offered seat without an answer", "Offered seats without an answer", number)
        detail = _("The first until %(moment)s") % {"moment": dates.daytime(sums["offers_at"])}
        yield Task("warn", number, title, detail, reverse("trainings:waiting", args=[sums["offers_of"]]))
    if number := sums.get("invited"):
        title = ngettext("Invitation without an answer", "Invitations without an answer", number)
        detail = _("The first was sent on %(day)s") % {"day": short_day(dates.as_date(sums["invited_at"]))}
        yield Task("", number, title, detail, reverse("trainings:invitations", args=[sums["invited_of"]]))


def to_nominate(user, sums):
    if number := sums.get("to_nominate"):
        address = f"{reverse('clients:list')}?training=free"
        address += f"&counsellor={user.pk}" if has_own_clients(user) else ""
        detail = _("Without work, in no training, guided for another year")
        yield Task("", number, _("Clients to nominate"), detail, address)


def ending_numbers(user, today):
    """Agreements and licences together, by how near their end is."""
    papers = papers_of(user, today)
    spans = {f"papers_{weight}": span_of(weight, today) for weight in Weight}
    return {
        name: sum((Number(within(kind, rows, *span)) for kind, rows in papers.items()), Value(0))
        for name, span in spans.items()
    }


def endings(sums):
    counts = {weight.value: sums.get(f"papers_{weight}", 0) for weight in Weight}
    if total := sum(counts.values()):
        words = _("%(ended)s ended · %(urgent)s within 30 days · %(soon)s within 90 days")
        kind = "warn" if counts["ended"] or counts["urgent"] else ""
        title = _("Agreements and licences that end")
        yield Task(kind, total, title, words % counts, reverse("partners:endings"))


def free_clients(user, today):
    """Active clients without work whose guidance outlasts every follow-up and who are in no training."""
    free = Client.objects.visible_to(user).active().free_for_training(today).filter(office=user.office_id)
    return free.filter(counsellor=user.pk) if has_own_clients(user) else free


def is_new(user):
    """An office that has nobody in its register yet, for the one who brings them in."""
    return user.has_perm("clients.import_client") and not Client.objects.visible_to(user).exists()


def expiring(user, today):
    rows = (
        Agreement.objects.visible_to(user)
        .filter(office=user.office_id)
        .expiring(today)
        .select_related("partner")
    )
    return [(row, (row.ends_on - today).days, urgency(row, today)) for row in rows[:MOST]]


def urgency(agreement, today):
    return "bad" if (agreement.ends_on - today).days <= EXPIRY_URGENT_DAYS else "warn"
