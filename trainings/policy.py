"""Numbers that the office may one day change."""

JP_MINUTES = 45
"""One JP (jam pelajaran)."""

MIN_ATTENDANCE = (4, 5)
"""Share of the JP that a participant must have followed to complete (KPI K8: 80 %), as a fraction."""

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
