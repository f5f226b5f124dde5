"""Days and clock times as an office writes them: 1 September 2025, 08.00 WITA."""

from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language

ZONE_LABELS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def zone(office=None):
    """The named office's zone, else that of the reader's own office."""
    return office.zone if office else timezone.get_current_timezone()


def zone_label(office=None):
    key = str(zone(office))
    return ZONE_LABELS.get(key, key)


def local(moment, office=None):
    return timezone.localtime(moment, zone(office))


def today(office=None):
    """The date on the office's wall calendar."""
    return timezone.localdate(timezone=zone(office))


def as_date(value, office=None):
    if isinstance(value, datetime) and timezone.is_aware(value):
        return local(value, office).date()
    return value


@lru_cache(maxsize=4096)
def _written(value, pattern, _language):
    """Rows of a list have few days between them."""
    return formats.date_format(value, pattern)


def day(value, office=None):
    return _written(as_date(value, office), "j F Y", get_language()) if value else ""


def short_day(value, office=None):
    return _written(as_date(value, office), "j M Y", get_language()) if value else ""


def weekday(value):
    return formats.date_format(value, "l, j F Y") if value else ""


def month(value):
    return formats.date_format(value, "F Y") if value else ""


def month_name(number):
    return str(MONTHS[number])


def clock(moment, office=None):
    return f"{local(moment, office):%H.%M} {zone_label(office)}" if moment else ""


def daytime(moment, office=None):
    return f"{day(moment, office)} {clock(moment, office)}" if moment else ""


def day_range(first, last):
    """1–3 September 2025, repeating only what differs."""
    if not last or first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{formats.date_format(first, 'j F')} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def parse_month(text):
    """'2025-09' as its first day, or None: addresses are typed by people."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def add_months(start, months):
    """The same day months later, or the last day of a shorter month."""
    year, month_index = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month_index + 1)[1]
    return date(year, month_index + 1, min(start.day, last))


def years_before(day_, years):
    return add_months(day_, -12 * years)
