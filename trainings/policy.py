"""Numbers that the office may one day change."""

JP_MINUTES = 45
"""One JP (jam pelajaran)."""

MIN_ATTENDANCE = (4, 5)
"""Share of the JP that a participant must have followed to complete (KPI K8: 80 %), as a fraction."""

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
LINK_TICKING_MINUTES = 10
"""Ticks come one by one; the list of uses tells of them once in this time."""
