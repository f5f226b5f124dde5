"""Numbers that the office may one day change."""

ADULT_AGE = 18
"""Below this age a client is a child and restricted (UU 11/2012)."""

ENDING_SOON_DAYS = 60
"""The page of a client says from here on that the guidance ends."""

TRAINING_GUIDANCE_MONTHS = 12
"""Guidance that lasts so long covers the last follow-up after a training of today."""

IMPORT_MAX_ROWS = 100_000
IMPORT_MAX_BYTES = 25 * 2**20
IMPORT_MAX_UNPACKED = 400 * 2**20
IMPORT_IN_REQUEST_ROWS = 2_000
IMPORT_IN_REQUEST_BYTES = 2**20
"""Larger workbooks are worked off by the job process."""
IMPORT_CHUNK = 5_000
"""Rows that are compared and written together."""
IMPORT_DEAD_SECONDS = 60
"""A worker that has given no sign for so long is taken for dead."""

SEARCH_LIMIT = 1_001
"""No exact count beyond this: the page says 'more than 1,000'."""
