"""Curricula: added by an office, copied from others, changed without touching what trainings already use."""

from copy import copy

from django.db import transaction

from pembinaan.audit.record import differences, record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked, stale_problems
from trainings.models import ChecklistItem, Module, Programme, ProgrammeItem
from trainings.rules.programmes import (
    code_problems,
    item_problems,
    keeping_problems,
    module_problems,
    source_of,
    step_problems,
    version_problems,
)

FIELDS = ("title", "kind", "summary", "tools", "materials", "min_attendance", "min_score")
STEP_FACTS = ("text", "weight", "must_pass")
ITEM_FACTS = ("kind", "name", "quantity", "unit", "per", "unit_price")


@transaction.atomic
def add_programme(values, *, form_key, by):
    """`values["modules"]`: dicts of title, jp, output in teaching order; `values["items"]`: of ITEM_FACTS."""
    return once(Programme, form_key, lambda: _add(values, form_key, by))


def _add(values, form_key, by):
    modules, items = values["modules"], values.get("items", [])
    taken = Programme._base_manager.filter(code=values["code"]).exists()
    refuse(code_problems(taken=taken) + module_problems(modules) + item_problems(items))
    programme = Programme(office=by.office, code=values["code"], form_key=form_key)
    _write(programme, values, modules, items)
    changes = {"module_list": ["", told(modules)]}
    changes |= {"item_list": ["", told_items(items)]} if items else {}
    record(Verb.CREATED, programme, by=by, changes=changes)
    return programme


@transaction.atomic
def copy_programme(source, *, code, title, form_key, by):
    """The office's own first version with modules and their checklists, tools and materials of the source."""
    facts = {name: getattr(source, name) for name in FIELDS}
    values = facts | {"code": code, "title": title, "modules": modules_of(source)}
    values["items"] = items_of(source)
    return once(Programme, form_key, lambda: _add(values, form_key, by))


@transaction.atomic
def change_programme(programme, values, *, version, by):
    """Change in place, or make the next version where trainings use this one; return the current one.

    Modules keep their checklists; `was` in a module's dict is the number that it had before.
    """
    programme = locked(programme)
    refuse(
        _changing_problems(programme, version, by)
        or module_problems(values["modules"]) + item_problems(values.get("items", []))
    )
    old = modules_of(programme)
    titles = {module["title"] for module in values["modules"]}
    modules = [module | {"steps": steps_of(source_of(module, old, titles))} for module in values["modules"]]
    return _change(programme, values, old, modules, by)


@transaction.atomic
def change_checklist(programme, number, steps, *, version, by):
    """Give the module with this number these steps, in place or in the next version like any other change.

    `steps`: dicts of STEP_FACTS in order.
    """
    programme = locked(programme)
    refuse(_changing_problems(programme, version, by) or step_problems(steps))
    old = modules_of(programme)
    modules = [module | {"steps": steps} if at == number else module for at, module in enumerate(old, 1)]
    values = {name: getattr(programme, name) for name in FIELDS}
    return programme if modules == old else _change(programme, values, old, modules, by)


def _changing_problems(programme, version, by):
    return (
        keeping_problems(by.office, programme)
        or stale_problems(programme, version)
        or version_problems(programme)
    )


def _change(programme, values, old, modules, by):
    before, old_items = copy(programme), items_of(programme)
    items = values.get("items", old_items)
    changed = _next_version(programme) if programme.trainings.exists() else programme
    _write(changed, values, modules, items)
    changes = differences(before, changed, ("curriculum_version", *FIELDS))
    for name, tell in (("module_list", told), ("checklists", told_steps)):
        if tell(old) != tell(modules):
            changes[name] = [tell(old), tell(modules)]
    if old_items != items:
        changes["item_list"] = [told_items(old_items), told_items(items)]
    if changes:
        record(Verb.CHANGED, changed, by=by, changes=changes)
    return changed


def _next_version(programme):
    """The old one steps back first: only one version of a code may be current."""
    programme.is_current = False
    programme.version += 1
    save_checked(programme)
    number = programme.curriculum_version + 1
    return Programme(office_id=programme.office_id, code=programme.code, curriculum_version=number)


def _write(programme, values, modules, items):
    """Modules and items are written anew: nothing points at those of an unused version."""
    for name in FIELDS:
        if name in values:
            setattr(programme, name, values[name])
    programme.version += not programme._state.adding
    save_checked(programme)
    programme.modules.all().delete()
    for order, module_values in enumerate(modules, start=1):
        facts = {name: module_values[name] for name in ("title", "jp", "output")}
        module = save_checked(Module(programme=programme, order=order, **facts))
        ChecklistItem.objects.bulk_create(
            ChecklistItem(module=module, order=place, **step)
            for place, step in enumerate(steps_of(module_values), start=1)
        )
    programme.items.all().delete()
    for order, item in enumerate(items, start=1):
        save_checked(ProgrammeItem(programme=programme, order=order, **item))


def modules_of(programme):
    """Dicts of title, jp, output and steps, in teaching order."""
    return [
        {name: getattr(module, name) for name in ("title", "jp", "output")}
        | {"steps": [_facts_of(item) for item in module.checklist.all()]}
        for module in programme.modules.order_by("order").prefetch_related("checklist")
    ]


def _facts_of(item):
    return {name: getattr(item, name) for name in STEP_FACTS}


def steps_of(module):
    return module.get("steps", []) if module else []


def items_of(programme):
    return list(programme.items.order_by("order").values(*ITEM_FACTS))


def told_items(items):
    return "; ".join(f"{item['name']} {item['quantity']:f} {item['unit']} {item['per']}" for item in items)


def told(modules):
    """The modules in one line of the trail."""
    return "; ".join(f"{module['title']} ({module['jp']} JP)" for module in modules)


def told_steps(modules):
    """The checklists in one line of the trail."""
    lists = [(module["title"], map(_told_step, steps_of(module))) for module in modules if steps_of(module)]
    return "; ".join(f"{title}: {', '.join(steps)}" for title, steps in lists)


def _told_step(step):
    weight = f" ×{step['weight']}" if step["weight"] != 1 else ""
    return f"{step['text']}{weight}{' ✱' if step['must_pass'] else ''}"
