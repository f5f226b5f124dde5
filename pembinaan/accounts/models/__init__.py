from .access import AccessLink
from .device import Device
from .office import Office, ServicePost
from .reference import Holiday, Region, StrategicProgramme
from .user import User

__all__ = ["AccessLink", "Device", "Holiday", "Office", "Region", "ServicePost", "StrategicProgramme", "User"]
