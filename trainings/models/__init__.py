from .absence import Barrier, Excuse, LadderStep
from .assessment import CompletionOverride, ProductPhoto, Score, ScoreEvent
from .attendance import Attendance, AttendanceEvent
from .certificate import Certificate
from .clash import Booking, Override
from .duties import TransportPayment
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
from .paper import Attachment, Paper, SheetScan
from .placing import Application, ApplicationStep, Vacancy
from .planning import BudgetLine, ProgrammeItem, Proposal, TrainingContribution
from .programme import Module, Programme
from .reason import Reason
from .seats import Invitation, Pause, SeatOffer, ShortlistDecision, StaffInvitation
from .session import Session, SessionInstructor, SessionModule
from .tally import ClientTally, CountedClient, OfficeTally, StaleMonth, TrainingTally
from .timetable import CalendarFeed, CatchUp, SessionChange
from .training import Training
from .venue import Venue
from .voices import Complaint, DropOutAnswer, Feedback

__all__ = [
    "Amendment",
    "Application",
    "ApplicationStep",
    "Attachment",
    "Attendance",
    "AttendanceEvent",
    "Barrier",
    "Booking",
    "BudgetLine",
    "CalendarFeed",
    "CatchUp",
    "Certificate",
    "ChecklistItem",
    "ChecklistTick",
    "ClientTally",
    "Complaint",
    "CompletionOverride",
    "Concern",
    "CountedClient",
    "DropOutAnswer",
    "Enrolment",
    "EnrolmentMove",
    "Excuse",
    "Feedback",
    "FollowUp",
    "FollowUpAttempt",
    "InstructorLink",
    "Invitation",
    "LadderStep",
    "LinkView",
    "Module",
    "OfficeTally",
    "Outcome",
    "Override",
    "Paper",
    "Pause",
    "ProductPhoto",
    "Programme",
    "ProgrammeItem",
    "Proposal",
    "ProvisionalMark",
    "Reason",
    "ReopenRequest",
    "Score",
    "ScoreEvent",
    "SealedMonth",
    "SeatOffer",
    "Session",
    "SessionChange",
    "SessionInstructor",
    "SessionModule",
    "SheetScan",
    "ShortlistDecision",
    "StaffInvitation",
    "StaleMonth",
    "Training",
    "TrainingContribution",
    "TrainingTally",
    "TransportPayment",
    "Vacancy",
    "Venue",
]
