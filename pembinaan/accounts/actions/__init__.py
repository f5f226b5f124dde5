from .access import make_access_link, reset_second_factor, set_password_by_link
from .devices import mark_device, revoke_device
from .downloads import ask_for_export, note_export

__all__ = [
    "ask_for_export",
    "make_access_link",
    "mark_device",
    "note_export",
    "reset_second_factor",
    "revoke_device",
    "set_password_by_link",
]
