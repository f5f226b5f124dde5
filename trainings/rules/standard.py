"""How the attendance of a participant compares with what completing asks for."""

from trainings.attended import enough
from trainings.choices import Standard
from trainings.policy import MIN_ATTENDANCE, PARTLY_OF_MIN


def standard_of(*, credited, expected, recorded):
    """No mark is never an absence: of whom nothing is said, nothing is known."""
    if not expected or not recorded:
        return Standard.UNKNOWN
    if enough(credited, expected):
        return Standard.MET
    return Standard.PARTLY if _enough_in_part(credited, expected) else Standard.MISSED


def _enough_in_part(credited, expected):
    (part, whole), (share, of) = MIN_ATTENDANCE, PARTLY_OF_MIN
    return credited * whole * of >= expected * part * share


def percents():
    """From how much on the least attendance is met, and met in part."""
    (part, whole), (share, of) = MIN_ATTENDANCE, PARTLY_OF_MIN
    return part * 100 // whole, part * share * 100 // (whole * of)
