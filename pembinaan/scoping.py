"""Rows are seen only through visible_to(user); a request that evaluates an unmarked queryset fails loudly."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

_guard_on = ContextVar("scope_guard_on", default=False)


class UnscopedQuery(RuntimeError):
    """A scoped model was queried in a request without visible_to(user)."""


@contextmanager
def _guard(state):
    token = _guard_on.set(state)
    try:
        yield
    finally:
        _guard_on.reset(token)


def unscoped(reason):
    """The only exit from the guard. Every use is listed, with its reason, in a test."""
    if not reason:
        raise ValueError("unscoped() needs a reason")
    return _guard(False)


class ScopeGuardMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with _guard(True):
            return self.get_response(request)


class ScopedQuerySet(models.QuerySet):
    _scoped = False

    def visible_to(self, user):
        return self._narrowed(self.model.visibility(user))

    def _narrowed(self, rows):
        """For named methods that open other rows than visible_to(); each has its access test."""
        scoped = self.filter(rows)
        scoped._scoped = True
        return scoped

    def _clone(self):
        clone = super()._clone()
        clone._scoped = self._scoped
        return clone

    def __or__(self, other):
        combined = super().__or__(other)
        combined._scoped = self._scoped and getattr(other, "_scoped", False)
        return combined

    def union(self, *others, **kwargs):
        combined = super().union(*others, **kwargs)
        combined._scoped = self._scoped and all(getattr(other, "_scoped", False) for other in others)
        return combined

    def _require_scope(self):
        if not _guard_on.get() or self._scoped or self.query.is_empty():
            return
        # Rows reached from a visible row pass; rows reached from an office or a user do not.
        if isinstance(self._hints.get("instance"), ScopedModel):
            return
        raise UnscopedQuery(f"{self.model._meta.label} was queried in a request without visible_to(user)")


def _guarded(name):
    original = getattr(models.QuerySet, name)

    def method(self, *args, **kwargs):
        self._require_scope()
        return original(self, *args, **kwargs)

    method.__name__ = name
    return method


for _name in ("_fetch_all", "iterator", "count", "exists", "aggregate", "update", "delete"):
    setattr(ScopedQuerySet, _name, _guarded(_name))


class ScopedModel(models.Model):
    """A row that belongs to an office, at the end of `office_lookup`."""

    objects = ScopedQuerySet.as_manager()

    office_lookup = "office"

    class Meta:
        abstract = True

    @classmethod
    def visibility(cls, user):
        """Q of the rows that the user may see at all; what may be done with them is a permission."""
        return user.office_q(cls.office_lookup)

    # Uniqueness spans offices on purpose: a duplicate elsewhere is a duplicate.
    def validate_unique(self, exclude=None):
        with unscoped("uniqueness spans offices"):
            super().validate_unique(exclude)

    def validate_constraints(self, exclude=None):
        with unscoped("constraints span offices"):
            super().validate_constraints(exclude)
