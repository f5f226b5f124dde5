"""What a curriculum must hold, and who may change it."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.policy import MAX_ITEMS, MAX_MODULE_JP, MAX_MODULES, MAX_STEPS

MAX_STEP_TEXT = 160
MAX_STEP_WEIGHT = 100


def module_problems(modules):
    """`modules`: dicts of title, jp and output in the order in which they are taught."""
    if not modules:
        return [Problem("no_modules", _("Give the programme at least one module."))]
    if len(modules) > MAX_MODULES:
        message = _("A programme has at most %(number)s modules.") % {"number": MAX_MODULES}
        return [Problem("too_many_modules", message)]
    message = _("Module %(number)s: the JP must lie between 1 and %(most)s.")
    return [
        Problem("jp", message % {"number": number, "most": MAX_MODULE_JP})
        for number, module in enumerate(modules, start=1)
        if not 1 <= module["jp"] <= MAX_MODULE_JP
    ]


def item_problems(items):
    """`items`: dicts of a tool or material; a programme may need none."""
    if len(items) > MAX_ITEMS:
        message = _("A programme has at most %(number)s tools and materials.") % {"number": MAX_ITEMS}
        return [Problem("too_many_items", message)]
    message = _("Tool or material %(number)s: the quantity must be more than nothing.")
    return [
        Problem("quantity", message % {"number": number})
        for number, item in enumerate(items, start=1)
        if item["quantity"] <= 0
    ]


def step_problems(steps):
    """`steps`: dicts of text, weight and must_pass; what participants show to be able to do, in order."""
    if len(steps) > MAX_STEPS:
        message = _("A checklist has at most %(number)s steps.") % {"number": MAX_STEPS}
        return [Problem("too_many_steps", message)]
    texts = [step["text"] for step in steps]
    if any(not text.strip() or len(text) > MAX_STEP_TEXT for text in texts):
        message = _("A step has 1 to %(most)s characters.") % {"most": MAX_STEP_TEXT}
        return [Problem("step_length", message)]
    if not all(1 <= step["weight"] <= MAX_STEP_WEIGHT for step in steps):
        message = _("The weight of a step lies between 1 and %(most)s.") % {"most": MAX_STEP_WEIGHT}
        return [Problem("step_weight", message)]
    message = _("“%(step)s” stands on the checklist twice.")
    twice = {text: None for text in texts if texts.count(text) > 1}
    return [Problem("step_twice", message % {"step": step}) for step in twice]


def source_of(module, old, titles):
    """The module before the change of which this one is the continuation, or None.

    `module["was"]` is the number that its row had before, `titles` are those of all modules now: a title that
    moved to another row takes its checklist along, and so does a row that was given another title.
    """
    before = old[module["was"] - 1] if 1 <= (module.get("was") or 0) <= len(old) else None
    if before and before["title"] == module["title"]:
        return before
    for other in old:
        if other["title"] == module["title"]:
            return other
    return before if before and before["title"] not in titles else None


def code_problems(*, taken):
    message = _("Another programme has this code already.")
    return [Problem("duplicate", message, "code")] if taken else []


def keeping_problems(office, programme):
    """The national catalogue is changed by nobody; an office changes what it added."""
    if programme.office_id is None:
        message = _("The national catalogue is not changed here. Copy the programme for your office.")
        return [Problem("national", message)]
    if programme.office_id != office.pk:
        message = _("Only %(office)s may change this programme.") % {"office": programme.office}
        return [Problem("foreign", message)]
    return []


def version_problems(programme):
    """Refused by the action: the page of an old version shows no way to change it."""
    message = _("A newer version of this programme exists. Change that one.")
    return [] if programme.is_current else [Problem("not_current", message)]
