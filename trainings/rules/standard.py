"""How the attendance of a participant compares with what completing asks for."""

from trainings.attended import enough
from trainings.choices import Standard
from trainings.policy import PARTLY_OF_MIN


def standard_of(*, credited, expected, recorded, least):
    """No mark is never an absence: of whom nothing is said, nothing is known. `least` in percent."""
    if not expected or not recorded:
        return Standard.UNKNOWN
    if enough(credited, expected, least):
        return Standard.MET
    return Standard.PARTLY if _enough_in_part(credited, expected, least) else Standard.MISSED


def _enough_in_part(credited, expected, least):
    share, of = PARTLY_OF_MIN
    return credited * 100 * of >= expected * least * share


def partly_from(least):
    """From how many percent on the least attendance is met in part."""
    share, of = PARTLY_OF_MIN
    return -(-least * share // of)
