from .access import AccessLink
from .office import Office, ServicePost
from .reference import Holiday, Region, StrategicProgramme
from .user import User

__all__ = ["AccessLink", "Holiday", "Office", "Region", "ServicePost", "StrategicProgramme", "User"]
