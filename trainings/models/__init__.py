from .attendance import Attendance, AttendanceEvent
from .enrolment import Enrolment, EnrolmentMove
from .follow_up import FollowUp, FollowUpAttempt, Outcome
from .programme import Module, Programme
from .reason import Reason
from .session import Session, SessionInstructor, SessionModule
from .tally import TrainingTally
from .training import Training

__all__ = [
    "Attendance",
    "AttendanceEvent",
    "Enrolment",
    "EnrolmentMove",
    "FollowUp",
    "FollowUpAttempt",
    "Module",
    "Outcome",
    "Programme",
    "Reason",
    "Session",
    "SessionInstructor",
    "SessionModule",
    "Training",
    "TrainingTally",
]
