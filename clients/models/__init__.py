from .client import Client
from .consent import Consent
from .imports import ImportBatch, ImportRow
from .work import WorkStatus

__all__ = ["Client", "Consent", "ImportBatch", "ImportRow", "WorkStatus"]
