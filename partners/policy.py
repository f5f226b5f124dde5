"""Numbers that the office may one day change."""

EXPIRY_ALERT_DAYS = 90
"""Agreements that end within this many days are marked."""

EXPIRY_URGENT_DAYS = 30
AGREEMENT_FILE_MAX_BYTES = 10 * 2**20
