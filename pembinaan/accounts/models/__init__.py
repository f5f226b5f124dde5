from .access import AccessLink
from .device import Device
from .draft import FormDraft
from .export import ExportJob
from .office import Office, ServicePost
from .reference import Holiday, Region, StrategicProgramme, TravelTime
from .signing import (
    STANDS_IN,
    Acting,
    DocumentKind,
    Letterhead,
    NumberPattern,
    NumberRegister,
    Signatory,
    TakenNumber,
)
from .user import User

__all__ = [
    "STANDS_IN",
    "AccessLink",
    "Acting",
    "Device",
    "DocumentKind",
    "ExportJob",
    "FormDraft",
    "Holiday",
    "Letterhead",
    "NumberPattern",
    "NumberRegister",
    "Office",
    "Region",
    "ServicePost",
    "Signatory",
    "StrategicProgramme",
    "TakenNumber",
    "TravelTime",
    "User",
]
