from collections import defaultdict

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.translation import gettext as _


class Names:
    """Names behind the keys of related rows, one query a model; rows out of sight stay nameless."""

    def __init__(self, user):
        self.user = user
        self.wanted = defaultdict(set)
        self.found = {}

    def want(self, entry):
        for name, value in entry.changes.items():
            related = related_model(entry.target_type, name)
            if related is not None:
                self.wanted[related].update(filter(None, value if isinstance(value, list) else [value]))

    def of(self, model, key):
        if model not in self.found:
            self.found[model] = {str(row.pk): str(row) for row in self.rows(model)}
        return self.found[model].get(str(key)) or _("(not visible to you)")

    def rows(self, model):
        keys = [key for key in self.wanted[model] if is_key(model, key)]
        rows = model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(self.user)
        return rows.filter(pk__in=keys)


def related_model(kind, name):
    try:
        return apps.get_model(kind)._meta.get_field(name).related_model
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def is_key(model, key):
    try:
        model._meta.pk.to_python(key)
    except (ValidationError, TypeError):
        return False
    return True
