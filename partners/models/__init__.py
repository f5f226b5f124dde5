from .agreement import Agreement
from .partner import Contact, Instructor, Partner

__all__ = ["Agreement", "Contact", "Instructor", "Partner"]
