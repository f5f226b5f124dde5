"""Numbers that the office may one day change."""

JP_MINUTES = 45
"""One JP (jam pelajaran)."""

MIN_ATTENDANCE_PERCENT = 80
"""Of the JP, to be followed to complete (KPI K8); a programme may ask for more or less."""

PARTLY_OF_MIN = (1, 2)
"""From this share of the least attendance on somebody meets it in part."""

LATE_WITHOUT_CLOCK_MINUTES = 15
"""Proposed when the marking happens outside the session's hours."""

OPENS_BEFORE_MINUTES = 60
"""Attendance opens this long before the session."""

REOPEN_DAYS = 3
"""A locked sheet that the head opens again locks at the end of this day after it."""

FOLLOW_UP_WINDOW_DAYS = {0: 15, 1: 15, 3: 15, 6: 30, 12: 30}
"""Days around the due date in which a follow-up counts as done in time, by point."""

LAST_FOLLOW_UP_MONTHS = 12
MAX_CAPACITY = 500
MAX_SESSIONS = 200
ROSTER_PAGE = 200
"""A sheet longer than this is paged."""
MAX_MODULES = 60
MAX_MODULE_JP = 400
MAX_ITEMS = 80
"""Tools and materials of a programme."""
MAX_ITEM_PRICE = 2_000_000_000
MAX_BUDGET_LINES = 100
MAX_BUDGET_PRICE = 10**12
"""In rupiah, of a unit or spent on a line."""
MAX_STEPS = 40

EXCUSE_DAYS = 3
"""Days after a session within which an excuse must be proved; then it lapses."""

BARRIER_DAYS = 7
"""Proposed for removing a barrier."""

LADDER = {"reminder": 1, "letter": 2, "meeting": 3}
"""Absences without notice in one training from which a step is due."""

LETTER_REPLY_DAYS = 7
"""Days for the answer to a letter."""

RECONCILE_DAYS = 7
"""Days for finding out who walked in."""

OFFLINE_HOURS = 72
"""After the end of a session, for which a device may keep its sheet."""

LINK_HOURS = 24
"""After the end of a session, for which the instructor's address works."""

OFFICE_HOURS = (8, 16)
"""Clock hours of an office day, in which the time for answering an offered seat runs."""

FRIDAY_PRAYER = ("11:30", "13:00")
"""Sessions that reach into it are pointed out."""

TRAVEL_MINUTES_WITHIN = 30
"""On the road between two rooms of one regency, where no travel time is recorded."""

TRAVEL_MINUTES_BETWEEN = 120
"""The same between two regencies."""

GROUP_SIZE = 5
"""Participants who share what is counted by group."""

EXPIRY_REMINDER_DAYS = (90, 30, 0)
"""Days before the end of a licence or an agreement on which its office is reminded."""

SHORTLIST_POINTS = {
    "interest": 25,
    "no_work": 20,
    "at_work": -10,
    "days_fit": 15,
    "days_miss": -15,
    "place_same": 15,
    "place_reached": 8,
    "place_far": -15,
    "only_nearby": -10,
    "guidance_lasts": 30,
    "guidance_short": -10,
    "nominated": 20,
    "trained": -25,
}
"""What speaks for and against somebody in the shortlist of a training; what is not listed gives no points."""

WAITING_DAYS_A_POINT = 30
MOST_WAITING_POINTS = 20
"""One point for so many days without a training."""

PASSED_OVER_POINTS = 5
MOST_PASSED_OVER_POINTS = 15
"""For each time that somebody was passed over since the last seat."""

TRAINED_LATELY_DAYS = 365

MAX_LISTED = 200
"""Register numbers nominated at once."""
LINK_TICKING_MINUTES = 10
"""Ticks come one by one; the list of uses tells of them once in this time."""

HANDED_OVER_DAYS = 14
"""After the last session, within which a certificate is handed over in time (KPI K10)."""

MAX_ATTACHMENTS = 200
ATTACHMENT_BYTES = 10 * 2**20
MAX_PHOTOS_IN_REPORT = 6

MAX_PRINTED_NAME = 80
"""Letters of a name on a certificate; the longest still stand on one line."""

BANNED_WORDS = (
    "asimilasi",
    "balai pemasyarakatan",
    "bapas",
    "bebas bersyarat",
    "bimbingan",
    "binaan",
    "cuti bersyarat",
    "cuti menjelang bebas",
    "ditjenpas",
    "kemasyarakatan",
    "klien",
    "lapas",
    "litmas",
    "lpka",
    "napi",
    "narapidana",
    "pemasyarakatan",
    "pembebasan",
    "pembimbingan",
    "pembimbing kemasyarakatan",
    "pembinaan",
    "penjara",
    "pidana",
    "register",
    "residivis",
    "rutan",
    "tahanan",
    "terpidana",
    "warga binaan",
)
"""A neutral certificate is shown to whoever may give work: none of these may stand on it."""
MAX_PRODUCT_PHOTOS = 10
"""Of one participant."""

DROP_OUT_MISSED = 2
"""Sessions missed in a row without accepted reason, from which a participant may drop out."""

DROP_OUT_FROM_SESSIONS = 2
"""With fewer recorded sessions a share of attendance says little."""

KEPT_MONTHS = 3
"""After beginning to work somebody is asked whether the job was kept."""

MAX_FITTING = 500
"""Graduates looked at for a vacancy, the latest first."""

FEEDBACK_FROM = 5
"""Fewer answers would tell who gave them."""

MAX_SLIPS = 10
"""Paper slips keyed in at once."""

COMPLAINT_DAYS = 14
"""Within which a complaint is answered."""

FEW_PEOPLE = 5
"""Above a Bapas fewer are not told by number."""

INCOME_STEPS = (-1_000_000, -1, 0, 500_000, 1_000_000, 2_000_000)
"""Changes of income in rupiah a month are told apart by these: up to and including each, and above (K15)."""

INCOME_MIDDLES = {
    "none": 0,
    "under_1m": 500_000,
    "under_3m": 2_000_000,
    "under_5m": 4_000_000,
    "over_5m": 6_000_000,
}
"""Rupiah a month that a band stands for, where nobody gave the amount."""

REPORT_WITHIN_DAYS = 7
"""After the completion, for the activity report (K21)."""

WORKING_AGE = (15, 64)
"""Years of age at which a client counts as of working age (K1)."""

WORK_KNOWN_DAYS = 90
"""After which a work status is no longer a recent one (K2)."""
