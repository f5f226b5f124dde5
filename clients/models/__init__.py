from .client import Client
from .consent import Consent
from .imports import ImportBatch, ImportRow
from .keep_apart import KeepApart
from .work import WorkStatus

__all__ = ["Client", "Consent", "ImportBatch", "ImportRow", "KeepApart", "WorkStatus"]
