from .access import make_access_link, reset_second_factor, set_password_by_link
from .devices import mark_device, revoke_device

__all__ = [
    "make_access_link",
    "mark_device",
    "reset_second_factor",
    "revoke_device",
    "set_password_by_link",
]
