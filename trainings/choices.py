"""Coded values of trainings, in the field's own terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(models.TextChoices):
    SKILLS = "skills", _("Skills (kemandirian)")
    CHARACTER = "character", _("Character (kepribadian)")
    MIXED = "mixed", _("Mixed")


class TrainingStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    RUNNING = "running", _("Running")
    COMPLETED = "completed", _("Completed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


SHARED_PLANS = (TrainingStatus.APPROVED, TrainingStatus.RUNNING, TrainingStatus.COMPLETED)
"""The plan was approved: the Bapas beside this one may copy it."""


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class EnrolmentStatus(models.TextChoices):
    NOMINATED = "nominated", _("Nominated")
    WAITING = "waiting", _("Waiting list")
    ENROLLED = "enrolled", _("Enrolled")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")
    NOT_COMPLETED = "not_completed", _("Not completed")
    LEFT = "left", _("Left")


SEATED = (
    EnrolmentStatus.ENROLLED,
    EnrolmentStatus.PAUSED,
    EnrolmentStatus.COMPLETED,
    EnrolmentStatus.NOT_COMPLETED,
)
"""Hold one of the training's seats."""

ON_A_LIST = (
    EnrolmentStatus.NOMINATED,
    EnrolmentStatus.WAITING,
    EnrolmentStatus.ENROLLED,
    EnrolmentStatus.PAUSED,
)
"""Take part in a training or ask to."""

TOOK_PART = (*SEATED, EnrolmentStatus.LEFT)
"""Were enrolled at some time: the roster of a past session may name them."""


class Mark(models.TextChoices):
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    EXCUSED = "excused", _("Excused")
    SICK = "sick", _("Sick")
    ABSENT = "absent", _("Absent without notice")


CAME = (Mark.PRESENT, Mark.LATE)
NEEDS_REASON = (Mark.EXCUSED, Mark.SICK)


class Via(models.TextChoices):
    SCREEN = "screen", _("screen")
    FILL = "fill", _("fill for the rest")
    FORM = "form", _("form without JavaScript")
    UNDO = "undo", _("undo")
    OFFLINE = "offline", _("without a signal")
    PAPER = "paper", _("paper sheet")
    BULK = "bulk", _("several at once")
    COPY = "copy", _("copied from another session")
    PARTNER = "partner", _("instructor, accepted")
    DECISION = "decision", _("decision on an excuse")
    CLOCK = "clock", _("deadline passed")


class Result(models.TextChoices):
    COMPETENT = "competent", _("Competent")
    NOT_YET = "not_yet_competent", _("Not yet competent")


class InstructorRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    CO = "co", _("Co-instructor")
    COVER = "cover", _("Cover")


class ReasonKind(models.TextChoices):
    ABSENCE = "absence", _("Absence with notice")
    SESSION_CANCELLED = "session_cancelled", _("Session did not happen")
    POSTPONED = "postponed", _("Training postponed")
    CANCELLED = "cancelled", _("Training cancelled")
    LEFT = "left", _("Participant left")
    PASSED_OVER = "passed_over", _("Passed over in the shortlist")


class Point(models.IntegerChoices):
    """Months after the exit at which a participant is followed up."""

    EXIT = 0, _("At the exit")
    ONE = 1, _("1 month")
    THREE = 3, _("3 months")
    SIX = 6, _("6 months")
    TWELVE = 12, _("12 months")


class Channel(models.TextChoices):
    REPORTING = "reporting", _("Reporting duty")
    WHATSAPP = "whatsapp", "WhatsApp"
    PHONE = "phone", _("Telephone")
    VISIT = "visit", _("Home visit")
    GUARANTOR = "guarantor", _("Guarantor")
    UNREACHED = "unreached", _("Not reached")


class OutcomeStatus(models.TextChoices):
    EMPLOYED = "employed", _("Employed")
    CASUAL = "casual", _("Casual or daily work")
    OWN_BUSINESS = "own_business", _("Own business")
    JOINT_BUSINESS = "joint_business", _("Joint business")
    APPRENTICE = "apprentice", _("Apprenticeship")
    STUDYING = "studying", _("Further training or school")
    SEEKING = "seeking", _("Looking for work")
    NOT_WORKING = "not_working", _("Not working")
    UNKNOWN = "unknown", _("Not known")


AT_WORK = (
    OutcomeStatus.EMPLOYED,
    OutcomeStatus.CASUAL,
    OutcomeStatus.OWN_BUSINESS,
    OutcomeStatus.JOINT_BUSINESS,
)
IN_BUSINESS = (OutcomeStatus.OWN_BUSINESS, OutcomeStatus.JOINT_BUSINESS)


NOT_AT_WORK = (OutcomeStatus.SEEKING, OutcomeStatus.NOT_WORKING)


class IncomeBand(models.TextChoices):
    NONE = "none", _("No income")
    UNDER_1M = "under_1m", _("Under Rp1,000,000 a month")
    UNDER_3M = "under_3m", _("Rp1,000,000 to Rp3,000,000 a month")
    UNDER_5M = "under_5m", _("Rp3,000,000 to Rp5,000,000 a month")
    OVER_5M = "over_5m", _("Over Rp5,000,000 a month")


class Capital(models.TextChoices):
    OWN = "own", _("Own savings or family")
    PARTNER = "partner", _("Partner")
    KUR = "kur", _("Bank loan (KUR)")
    GRANT = "grant", _("Grant or social aid")
    NONE = "none", _("None")


class Compliance(models.TextChoices):
    COMPLIANT = "compliant", _("Compliant")
    MISSED_FEW = "missed_few", _("Missed 1–2 times")
    MISSED_MANY = "missed_many", _("Missed 3 times or more")
    REVOKED = "revoked", _("Revoked")


class Standard(models.TextChoices):
    """How the attendance of a participant compares with what completing asks for."""

    MET = "met", _("Meets the least attendance")
    PARTLY = "partly", _("Meets it in part")
    MISSED = "missed", _("Does not meet it yet")
    UNKNOWN = "unknown", _("Nothing recorded yet")


class Reoffence(models.TextChoices):
    NONE = "none", _("No")
    SUSPECTED = "suspected", _("Suspected")
    CONVICTED = "convicted", _("Convicted")


class ExcuseState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")


class BarrierKind(models.TextChoices):
    TRANSPORT = "transport", _("Transport")
    SHIFT = "shift", _("Work shift")
    HEALTH = "health", _("Health")
    FAMILY = "family", _("Family")
    OTHER = "other", _("Something else")


class Rung(models.TextChoices):
    """Steps after absences without notice, lowest first."""

    REMINDER = "reminder", _("Reminder")
    LETTER = "letter", _("Letter")
    MEETING = "meeting", _("Meeting with the PK")


class ItemKind(models.TextChoices):
    TOOL = "tool", _("Tool")
    MATERIAL = "material", _("Material")


class Per(models.TextChoices):
    """What the quantity of a tool or a material is counted for."""

    TRAINING = "training", _("per training")
    PERSON = "person", _("per participant")
    GROUP = "group", _("per group of five")


class BudgetSource(models.TextChoices):
    DIPA = "dipa", _("State budget (DIPA)")
    PARTNER = "partner", _("Partner")
    CSR = "csr", "CSR"
    REGION = "region", _("Regional budget (APBD)")
    DONATION = "donation", _("Donation")
    OTHER = "other", _("Other source")


class AskedBy(models.TextChoices):
    """Who wanted a session moved or cancelled."""

    OFFICE = "office", _("the office")
    PARTNER = "partner", _("the partner")
    INSTRUCTOR = "instructor", _("the instructor")
    PARTICIPANTS = "participants", _("participants")
    AUTHORITY = "authority", _("another authority")
    NATURE = "nature", _("weather or disaster")


class Subject(models.TextChoices):
    """What can be in one place only at a time."""

    CLIENT = "client", _("Client")
    INSTRUCTOR = "instructor", _("Instructor")
    VENUE = "venue", _("Room")


class OfferState(models.TextChoices):
    OPEN = "open", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Not answered in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InviteState(models.TextChoices):
    PREPARED = "prepared", _("Not sent")
    SENT = "sent", _("Sent")
    COMING = "coming", _("Will come")
    DECLINED = "declined", _("Cannot come")


class Passing(models.TextChoices):
    """Why a choice from the shortlist needed a reason."""

    SKIPPED = "skipped", _("Passed over")
    EXCLUDED = "excluded", _("Taken in spite of a rule")


class Duty(models.TextChoices):
    """What a session may count for besides itself."""

    GUIDANCE = "guidance", _("Guidance")
    REPORTING = "reporting", _("Reporting for the month")


class PaymentState(models.TextChoices):
    DUE = "due", _("To be paid")
    PAID = "paid", _("Paid")
    VOID = "void", _("Cancelled")


class LinkUse(models.TextChoices):
    """What was done through an instructor's address."""

    OPENED = "opened", _("opened")
    TICKED = "ticked", _("ticked")
    REMARKED = "remarked", _("left a remark")
    REPORTED = "reported", _("reported a concern")
    REFUSED = "refused", _("was refused")


class Follow(models.TextChoices):
    """What becomes of the later sessions when one is moved."""

    ONLY = "only", _("Only this session moves")
    SHIFT = "shift", _("The later sessions move by as many days")
    REPACK = "repack", _("The later sessions are set anew, on the weekdays and hours of this timetable")


class Test(models.TextChoices):
    """A column of the grid of assessment."""

    __test__ = False  # its name looks like one of a test case

    PRE = "pre", _("Pre-test")
    POST = "post", _("Post-test")
    PRACTICE = "practice", _("Practical step")
    LEVEL = "level", _("Level")


class Level(models.IntegerChoices):
    BEGINNER = 1, _("Beginner")
    BASIC = 2, _("Basic")
    SKILLED = 3, _("Skilled")
    PROFICIENT = 4, _("Proficient")


class Try(models.IntegerChoices):
    FIRST = 1, _("First try")
    LAST = 2, _("Last try")


class Face(models.TextChoices):
    """In whose name a certificate speaks."""

    NEUTRAL = "neutral", _("Neutral (partner or training body)")
    OFFICIAL = "official", _("Official (the office)")


class CertificateState(models.TextChoices):
    VALID = "valid", _("Valid")
    SUSPENDED = "suspended", _("Suspended")
    REPLACED = "replaced", _("Replaced")
    REVOKED = "revoked", _("Revoked")


HELD_CERTIFICATES = (CertificateState.VALID, CertificateState.SUSPENDED)
"""Somebody has at most one of these in a training."""


class PaperKind(models.TextChoices):
    PROPOSAL = "proposal", _("Proposal (KAK and RAB)")
    INVITATION = "invitation", _("Letter of invitation")
    ASSIGNMENT = "assignment", _("Letter of assignment")
    REPORT = "report", _("Activity report")
    GUIDANCE = "guidance", _("Individual guidance report")
    PRESS = "press", _("News draft (INFO_PAS)")


class PaperState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FROZEN = "frozen", _("Final")


class AttachmentKind(models.TextChoices):
    PHOTO = "photo", _("Photo of the activity")
    RECEIPT = "receipt", _("Receipt")
    SIGNED = "signed", _("Signed paper")
    MATERIAL = "material", _("Training material")
    OTHER = "other", _("Other")


class OfferOfWork(models.TextChoices):
    JOB = "job", _("Job")
    DAILY = "daily", _("Daily or casual work")
    APPRENTICE = "apprentice", _("Apprenticeship")
    ORDER = "order", _("Orders or buy-back of products")


class Stage(models.TextChoices):
    """On the way from a vacancy to a job that is kept."""

    SUGGESTED = "suggested", _("Suggested")
    APPLIED = "applied", _("Applied")
    INTERVIEW = "interview", _("Interview")
    ACCEPTED = "accepted", _("Accepted")
    STARTED = "started", _("Began to work")
    KEPT = "kept", _("Kept the job for three months")
    LEFT = "left", _("Stopped working")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ComplaintAbout(models.TextChoices):
    TRAINING = "training", _("The training")
    INSTRUCTOR = "instructor", _("The instructor or partner")
    OFFICER = "officer", _("An officer")
    PAYMENT = "payment", _("Transport money or other payment")
    DATA = "data", _("Personal data")
    OTHER = "other", _("Something else")


class ComplaintState(models.TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")


class WarningAnswer(models.TextChoices):
    CONTACTED = "contacted", _("Contacted the participant")
    VISITED = "visited", _("Visited at home")
    BARRIER = "barrier", _("A barrier is being removed")
    NOTHING = "nothing", _("Nothing to do")


class SalesChannel(models.TextChoices):
    HOME = "home", _("At home or in the neighbourhood")
    SHOP = "shop", _("Shops or stalls (consignment)")
    ONLINE = "online", _("Online (WhatsApp, marketplace)")
    PARTNER = "partner", _("The partner buys it")
    MARKET = "market", _("Market or bazaar")
    NONE = "none", _("Not selling")


class Blocker(models.TextChoices):
    """What stands in the way of earning a living."""

    CAPITAL = "capital", _("Capital")
    TOOLS = "tools", _("Tools")
    MARKET = "market", _("Marketing")
    PERMIT = "permit", _("Permits")
    SKILL = "skill", _("Skill is not enough yet")
    STIGMA = "stigma", _("Rejected because of the past")
    HEALTH = "health", _("Health")
    FAMILY = "family", _("Family")
    DISTANCE = "distance", _("Distance or transport")
    OTHER = "other", _("Something else")
