"""Facts about the running request that every audit entry carries."""

from contextvars import ContextVar

_request_id = ContextVar("request_id", default="")


def set_request_id(value):
    return _request_id.set(value)


def request_id():
    return _request_id.get()
