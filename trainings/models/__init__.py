from .absence import Barrier, Excuse, LadderStep
from .attendance import Attendance, AttendanceEvent
from .enrolment import Enrolment, EnrolmentMove
from .follow_up import FollowUp, FollowUpAttempt, Outcome
from .instructor_link import (
    ChecklistItem,
    ChecklistTick,
    Concern,
    InstructorLink,
    LinkView,
    ProvisionalMark,
)
from .locks import Amendment, ReopenRequest, SealedMonth
from .paper import SheetScan
from .programme import Module, Programme
from .reason import Reason
from .session import Session, SessionInstructor, SessionModule
from .tally import TrainingTally
from .training import Training

__all__ = [
    "Amendment",
    "Attendance",
    "AttendanceEvent",
    "Barrier",
    "ChecklistItem",
    "ChecklistTick",
    "Concern",
    "Enrolment",
    "EnrolmentMove",
    "Excuse",
    "FollowUp",
    "FollowUpAttempt",
    "InstructorLink",
    "LadderStep",
    "LinkView",
    "Module",
    "Outcome",
    "Programme",
    "ProvisionalMark",
    "Reason",
    "ReopenRequest",
    "SealedMonth",
    "Session",
    "SessionInstructor",
    "SessionModule",
    "SheetScan",
    "Training",
    "TrainingTally",
]
