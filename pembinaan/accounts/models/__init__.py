from .access import AccessLink
from .device import Device
from .draft import FormDraft
from .office import Office, ServicePost
from .reference import Holiday, Region, StrategicProgramme, TravelTime
from .user import User

__all__ = [
    "AccessLink",
    "Device",
    "FormDraft",
    "Holiday",
    "Office",
    "Region",
    "ServicePost",
    "StrategicProgramme",
    "TravelTime",
    "User",
]
