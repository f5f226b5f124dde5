"""When a month may be sent, accepted or returned, and which targets and notes make sense."""

from django.utils.translation import gettext as _

from pembinaan.dashboards.months import State
from pembinaan.dashboards.policy import MAX_SAVED_VIEWS, MAX_TARGET
from pembinaan.problems import Problem
from trainings.indicators import CARDS, TRAINED


def submitting_problems(month):
    """Of a `Month`: sent once it is over, and again only after the Kanwil has returned it."""
    if month.state == State.SEALED:
        return [Problem("sealed", _("This month is sealed."))]
    if month.state == State.SUBMITTED:
        return [Problem("submitted", _("This month has been sent; the Kanwil decides."))]
    if not month.is_over:
        return [Problem("not_over", _("A month is sent when it is over."))]
    if not month.is_asked:
        return [Problem("not_asked", _("The office had no training by then: this month is not asked for."))]
    return []


def accepting_problems(month):
    if month.state == State.SEALED:
        return [Problem("sealed", _("This month is sealed."))]
    if month.state != State.SUBMITTED:
        return [Problem("not_submitted", _("Only a month that was sent can be accepted or returned."))]
    return []


def returning_problems(month, reason):
    if problems := accepting_problems(month):
        return problems
    return [] if reason.strip() else [Problem("no_reason", _("Say what is to be changed."), "reason")]


def is_share(key):
    """Participants trained are counted; every other target is a share in percent."""
    return key != TRAINED.key


def target_problems(key, value):
    """`value` None takes a target back."""
    if key not in {card.key for card in CARDS}:
        return [Problem("unknown", _("There is no such indicator."))]
    if value is None:
        return []
    if value <= 0:
        return [Problem("not_positive", _("A target is more than nothing."))]
    if is_share(key) and value > 100:
        return [Problem("over_hundred", _("A share is at most 100%."))]
    if not is_share(key) and (value != int(value) or value > MAX_TARGET):
        return [Problem("no_count", _("A whole number up to %(most)s.") % {"most": MAX_TARGET})]
    return []


def note_problems(month, today):
    if month > today:
        return [Problem("future", _("This month lies in the future."), "month")]
    return []


def reply_problems(note):
    """Replies answer the note itself, not one another."""
    return [Problem("is_reply", _("This is a reply already."))] if note.reply_to_id else []


def saving_problems(name, names):
    """`names` are those of the views that this person has saved."""
    if name in names:
        return [Problem("taken", _("There is already a view of this name."), "name")]
    if len(names) >= MAX_SAVED_VIEWS:
        return [Problem("too_many", _("Remove a saved view first: there are %(n)s.") % {"n": len(names)})]
    return []
