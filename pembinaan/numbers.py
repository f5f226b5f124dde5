"""Money, shares and telephone numbers as people here write them."""

from django.utils.formats import number_format


def number(value):
    """1.513: counts are grouped even where nobody asked Django to."""
    return number_format(value, use_l10n=True, force_grouping=True) if value is not None else ""


def count(value):
    """A count of people, or of JP, which may have a tenth: 312,3."""
    whole = round(value, 1) == int(value)
    return number_format(value, decimal_pos=0 if whole else 1, use_l10n=True, force_grouping=True)


def amount(value):
    """A quantity as one writes it: 2, 1,5 or 1.250; no more decimals than it has."""
    if value is None or value == "":
        return ""
    text = f"{value:f}"
    decimals = len(text.partition(".")[2].rstrip("0"))
    return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def rupiah(amount):
    """Rp1.250.000; whole rupiah, because nobody pays sen."""
    if amount is None or amount == "":
        return ""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    return f"{sign}Rp{number_format(round(amount), use_l10n=True, force_grouping=True)}"


def percent(share, decimals=0):
    """A share of one as 86%; None, which is not zero, stays empty."""
    if share is None or share == "":
        return ""
    return f"{number_format(round(share * 100, decimals), decimal_pos=decimals, use_l10n=True)}%"


def phone(number):
    """62812… as stored becomes 0812-3456-7890 as read aloud."""
    digits = str(number or "").lstrip("+")
    if not (digits.isdecimal() and digits.startswith("62") and len(digits) > 6):
        return str(number or "")
    local = "0" + digits[2:]
    return "-".join(part for part in (local[:4], local[4:8], local[8:]) if part)
