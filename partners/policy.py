"""Numbers that the office may one day change."""

EXPIRY_ALERT_DAYS = 90
"""Agreements that end within this many days are marked."""

EXPIRY_URGENT_DAYS = 30
REMINDER_DAYS = (EXPIRY_ALERT_DAYS, EXPIRY_URGENT_DAYS, 0, -1)
"""Days left on which somebody is reminded; -1 is the day after the end."""

MILLIARD = 1_000_000_000
SIZE_LIMITS = {
    "capital": (1 * MILLIARD, 5 * MILLIARD, 10 * MILLIARD),
    "sales": (2 * MILLIARD, 15 * MILLIARD, 50 * MILLIARD),
}
"""Rupiah up to which a business is micro, small, medium (PP 7/2021 Pasal 35)."""

AGREEMENT_FILE_MAX_BYTES = 10 * 2**20
