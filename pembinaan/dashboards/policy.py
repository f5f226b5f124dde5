"""Numbers that the Kanwil may one day change."""

SUBMIT_WITHIN_DAYS = 7
"""After the end of a month, for sending it to the Kanwil."""

ASKED_MONTHS = 12
"""No older months are asked for: an office that is new here cannot be years late."""

GRID_MONTHS = 6
"""Shown side by side."""

TARGET_REACHED, TARGET_NEAR, TARGET_ODD = 1.0, 0.8, 1.2
"""Achievements from which a target counts as reached, as nearly reached, and as worth a second look."""

MAX_TARGET = 99_999
MAX_NOTE = 500
MAX_SAVED_VIEWS = 30

PAPER_ROWS = 2_000
"""A tagged PDF of more rows takes hundreds of megabytes to make."""
