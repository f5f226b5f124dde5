"""Marks that a script sends one by one."""

from collections import Counter
from functools import cache

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from pembinaan import dates
from pembinaan.accounts.devices import USER_HEADER, sealed_for
from pembinaan.problems import RuleBroken
from trainings.actions.attendance import record_attendance
from trainings.forms.attendance import LETTER_OF, BadSheet, Sent, entries_of_form, sent_as_json
from trainings.rules.attendance import is_expected, sheet_problems, state_of
from trainings.sheet import Code
from trainings.views.also_open import also_open
from trainings.views.session_page import MarkingPage


class MarksView(MarkingPage, View):
    """One mark or many, as JSON or as the page's form; the answer says of each row what became of it."""

    def post(self, request, *args, **kwargs):
        kept_by = request.headers.get(USER_HEADER)
        if kept_by is not None and kept_by != sealed_for(request.user):
            # Kept on the device by somebody else, who alone may send it.
            return JsonResponse({"message": _("Log in again to send these marks.")}, status=401)
        try:
            is_json = request.content_type == "application/json"
            sent = sent_as_json(request.body) if is_json else Sent(entries_of_form(request.POST))
        except BadSheet:
            return JsonResponse({"message": _("This could not be read.")}, status=400)
        try:
            recorded = self.run(record_attendance, marks=sent.entries, via=sent.via, rest=sent.rest)
        except RuleBroken as refusal:
            return JsonResponse({"message": str(refusal.problems[0].message)}, status=409)
        others = also_open(recorded.session.pk, request.user)
        return JsonResponse(answer_of(recorded, sent.since) | {"others": others})


def answer_of(recorded, since):
    """Answers by row, and the rows that others changed meanwhile."""
    # One save marks many rows at the same moment.
    clock = cache(lambda moment: f"{dates.local(moment):%H.%M}" if moment else "")
    answers = {answer.entry.number: answer for answer in recorded.answers}
    rows = [row_answer(recorded.rows.get(number), clock, answer) for number, answer in answers.items()]
    fresh = [
        row_answer(row, clock)
        for number, row in recorded.rows.items()
        if since and row.marked_at and row.marked_at >= since and number not in answers
    ]
    now = timezone.now()
    problems = sheet_problems(recorded.session, now)
    here = [row for row in recorded.rows.values() if is_expected(row, recorded.session.day)]
    return {
        "rows": rows,
        "fresh": fresh,
        "counts": Counter(LETTER_OF.get(row.said.mark, "") for row in here),
        "at": now.isoformat(),
        "saved": clock(now),
        "state": state_of(recorded.session, now),
        "lock": problems[0].code if problems else "",
    }


def row_answer(row, clock, answer=None):
    """A row as it is now and, for what was refused, why."""
    told = {}
    if answer:
        told = {"n": answer.entry.number, "code": answer.code}
        if answer.entry.event_id:
            told["id"] = str(answer.entry.event_id)
        if answer.message:
            told |= {"message": str(answer.message), "field": answer.field}
        if answer.code == Code.CONFLICT:
            told["mine"] = said_answer(answer.said)
    if row is None:
        return told
    told |= {"n": row.number, "v": row.version, "by": row.marked_by_name, "at": clock(row.marked_at)}
    return told | said_answer(row.said)


def said_answer(said):
    return {
        "m": LETTER_OF.get(said.mark, ""),
        "l": said.minutes_late,
        "e": said.minutes_early,
        "r": said.reason_id or "",
        "k": said.remark,
    }
