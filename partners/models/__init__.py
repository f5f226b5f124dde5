from .absence import InstructorAbsence
from .agreement import Agreement
from .contribution import Contribution
from .licence import Licence
from .partner import Contact, Instructor, Partner

__all__ = [
    "Agreement",
    "Contact",
    "Contribution",
    "Instructor",
    "InstructorAbsence",
    "Licence",
    "Partner",
]
