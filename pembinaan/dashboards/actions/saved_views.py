"""Filters of a board under a name."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.dashboards.models import SavedView
from pembinaan.dashboards.rules import saving_problems
from pembinaan.problems import refuse
from pembinaan.saving import once, save_checked


@transaction.atomic
def save_view(*, name, query, shared_with, form_key, by):
    """Raises RuleBroken where the name is taken."""

    def make():
        names = SavedView._base_manager.filter(owner=by).values_list("name", flat=True)
        refuse(saving_problems(name, list(names)))
        facts = {"name": name, "query": query, "shared_with": shared_with}
        made = SavedView(owner=by, office=by.office, form_key=form_key, **facts)
        save_checked(made)
        record(Verb.CREATED, made, by=by)
        return made

    return once(SavedView, form_key, make)


@transaction.atomic
def remove_view(*, view, by):
    record(Verb.DELETED, view, by=by)
    view.delete()
