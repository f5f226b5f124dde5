"""The counts of a training from its facts, one row after the other, in plain Python."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.utils.timezone import localdate

from pembinaan import dates
from trainings.models import Outcome

TOOK_PART = {"enrolled", "paused", "completed", "not_completed", "left"}
AT_WORK = {"employed", "casual", "own_business", "joint_business"}
NOBODY = ("", "", "", "")


def recount(training):
    """{(month, sex, age group, category, region): {column: count}} of everything that is not zero."""
    cells = defaultdict(Counter)
    count_training(training, cells)
    for enrolment in training.enrolments.select_related("client"):
        if enrolment.status in TOOK_PART:
            count_person(training, enrolment, cells)
        count_follow_ups(training, enrolment, cells)
    return {cell: kept for cell, counts in cells.items() if (kept := {k: v for k, v in counts.items() if v})}


def count_training(training, cells):
    if training.status in {"approved", "running", "completed"}:
        cells[(month(training.starts_on), *NOBODY)].update(trainings=1, seats=training.capacity)
    if training.approved_at and training.status != "draft":
        cells[(month(training.ends_on), *NOBODY)].update(
            trainings_due=1, trainings_done=training.status == "completed"
        )
    if training.status == "completed":
        count_finished(training, cells[(month(training.completed_on), *NOBODY)])
    for session in training.sessions.all():
        if session.status == "held":
            cells[(month(session.day), *NOBODY)].update(sessions_held=1, jp_held=session.jp)


def count_finished(training, cell):
    cell.update(trainings_completed=1, seats_finished=training.capacity)
    cell["rupiah_spent"] += sum(line.spent or 0 for line in training.budget_lines.all())
    last = training.completed_on + timedelta(days=7)
    reports = [paper for paper in training.papers.all() if paper.kind == "report" and paper.state == "frozen"]
    cell["reports_in_time"] += any(localdate(paper.frozen_at) <= last for paper in reports)


def count_person(training, enrolment, cells):
    person = breakdown(training, enrolment.client)
    if training.status in {"approved", "running", "completed"}:
        cells[(month(training.starts_on), *person)]["enrolled"] += 1
    for session in training.sessions.all():
        if session.status == "held" and expected(session, enrolment):
            count_mark(session, enrolment, cells[(month(session.day), *person)])
    if training.status == "completed":
        count_completion(training, enrolment, cells[(month(training.completed_on), *person)])


def expected(session, enrolment):
    stays = enrolment.ends_on is None or enrolment.ends_on >= session.day
    here = stays and not is_away(session, enrolment)
    return is_meant(session, enrolment) and enrolment.starts_on <= session.day and here


def is_away(session, enrolment):
    day = session.day
    pauses = enrolment.pauses.all()
    return any(p.starts_on <= day and (p.ends_on is None or p.ends_on >= day) for p in pauses)


def is_meant(session, enrolment):
    named = [row.enrolment_id for row in session.catching_up.all()] if session.is_catch_up else []
    return not named or enrolment.pk in named


def count_mark(session, enrolment, cell):
    minutes = session.jp * 45
    catch_up = session.catching_up.filter(enrolment=enrolment).first() if session.is_catch_up else None
    if catch_up:
        count_catch_up(catch_up, cell)
        return
    attendance = enrolment.attendances.filter(session=session).exclude(mark="").first()
    if attendance is None:
        cell.update(marks_missing=1, minutes_expected=minutes)
        return
    cell[f"marks_{attendance.mark}"] += 1
    if attendance.mark in {"excused", "sick"} and attendance.reason.acceptable:
        return
    cell["minutes_expected"] += minutes
    if attendance.mark in {"present", "late"}:
        cell["minutes_credited"] += max(minutes - attendance.minutes_late - attendance.minutes_early, 0)


def count_catch_up(catch_up, cell):
    """Nothing more is expected; what was followed counts up to what was missed."""
    mark = catch_up.enrolment.attendances.filter(session=catch_up.session).exclude(mark="").first()
    if mark is None:
        cell["marks_missing"] += 1
        return
    cell[f"marks_{mark.mark}"] += 1
    missed = catch_up.enrolment.attendances.filter(session=catch_up.missed).exclude(mark="").first()
    was_missed = catch_up.missed.status == "held" and missed and missed.mark in {"absent", "excused", "sick"}
    if mark.mark not in {"present", "late"} or not was_missed:
        return
    followed = max(catch_up.session.jp * 45 - mark.minutes_late - mark.minutes_early, 0)
    caught_up = min(followed, catch_up.missed.jp * 45)
    cell["minutes_credited"] += caught_up
    if missed.mark != "absent" and missed.reason.acceptable:
        cell["minutes_expected"] += caught_up


def count_completion(training, enrolment, cell):
    cell["finishing"] += 1
    cell["finishing_at_post"] += training.service_post is not None
    cell["completed"] += enrolment.status == "completed"
    cell["passed"] += enrolment.status == "completed" and enrolment.result == "competent"
    valid = [c for c in enrolment.certificates.all() if c.state == "valid"]
    if enrolment.status == "completed" and enrolment.result == "competent":
        soon = training.completed_on + timedelta(days=14)
        handed = [c.handed_over_on for c in valid if c.handed_over_on]
        cell["certified"] += bool(valid)
        cell["certified_in_time"] += any(day <= soon for day in handed)
    points = {score.test: score.value for score in enrolment.scores.all()}
    if points.get("pre") is not None and points.get("post") is not None:
        cell.update(tested=1, points_gained=points["post"] - points["pre"])
    first = training.sessions.exclude(status="cancelled").order_by("starts_at").first()
    there = first and enrolment.attendances.filter(session=first, mark__in=["present", "late"]).exists()
    cell["present_first"] += bool(there)
    cell["started"] += bool(there) or (enrolment.status == "completed" and enrolment.result == "competent")


def count_follow_ups(training, enrolment, cells):
    graduated = enrolment.status == "completed" and enrolment.result == "competent"
    person = breakdown(training, enrolment.client)
    for follow_up in enrolment.follow_ups.all():
        cell = cells[(month(follow_up.closes_on), *person)]
        outcome = getattr(follow_up, "outcome", None)
        reached = bool(outcome) and outcome.channel != "unreached" and not outcome.refused
        cell.update(followed_due=1, followed_others=not graduated)
        cell["followed_in_time"] += reached and follow_up.done_on <= follow_up.closes_on
        if graduated:
            count_outcome(follow_up, outcome, reached, cell)
        if graduated and follow_up.point == 12:
            count_term(training, enrolment, follow_up, cells, person)


def count_outcome(follow_up, outcome, reached, cell):
    point = follow_up.point
    placed = bool(outcome) and outcome.status in AT_WORK
    cell.update({f"closed_{point}": 1, f"reached_{point}": reached, f"placed_{point}": placed})
    if not outcome or point != 6:
        return
    own = outcome.status in {"own_business", "joint_business"}
    cell.update(
        business_6=own,
        nib_6=own and outcome.has_nib,
        pirt_6=own and outcome.has_pirt,
        skill_6=placed and outcome.uses_skill is True,
        skill_unknown_6=placed and outcome.uses_skill is None,
    )
    before = Outcome.objects.filter(follow_up__enrolment=follow_up.enrolment_id, follow_up__point=0).first()
    if before and income(before) is not None and income(outcome) is not None:
        change = income(outcome) - income(before)
        edges = (-1_000_000, -1, 0, 500_000, 1_000_000, 2_000_000)
        cell.update({"income_known": 1, f"income_{sum(change > edge for edge in edges)}": 1})


def income(outcome):
    bands = {
        "none": 0,
        "under_1m": 500_000,
        "under_3m": 2_000_000,
        "under_5m": 4_000_000,
        "over_5m": 6_000_000,
    }
    return outcome.income if outcome.income is not None else bands.get(outcome.income_band)


def count_term(training, enrolment, follow_up, cells, person):
    client = enrolment.client
    ends = client and client.guidance_end
    done = training.completed_on
    term = ends if ends and done and done <= ends < follow_up.due_on else follow_up.due_on
    revoked = client and client.end_reason in {"new_offence", "broke_conditions"} and client.ended_on <= term
    told = Outcome.objects.filter(follow_up__enrolment=enrolment, compliance="revoked", on__lte=term).exists()
    cells[(month(term), *person)].update(term_12=1, kept_12=not revoked and not told)


def breakdown(training, client):
    if client is None:
        return NOBODY
    young = client.birth_date is not None and client.birth_date > dates.years_before(training.starts_on, 18)
    child = young or client.category.startswith("ANAK_")
    return client.sex, "child" if child else "adult", client.category, client.region_id or ""


def month(day):
    return day.replace(day=1)
