"""Who else has a sheet open: a courtesy, kept in the cache; what gets lost there costs nothing."""

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHOWN_SECONDS = 600
EXACT_SECONDS = 30
"""Minutes are told: with every mark, writing it down again would cost more than it says."""


def also_open(session_id, user):
    """'Also open: Sri (3 minutes ago)' or nothing; and note that this user has the sheet open."""
    key, now = f"sheet-open:{session_id}", int(timezone.now().timestamp())
    seen = {who: entry for who, entry in (cache.get(key) or {}).items() if now - entry[1] < SHOWN_SECONDS}
    others = [entry for who, entry in seen.items() if who != user.pk.hex]
    _name, noted = seen.get(user.pk.hex, ("", 0))
    if now - noted >= EXACT_SECONDS:
        seen[user.pk.hex] = (user.get_full_name(), now)
        cache.set(key, seen, SHOWN_SECONDS)
    if not others:
        return ""
    names = ", ".join(f"{name} ({_ago((now - at) // 60)})" for name, at in sorted(others))
    return _("Also open: %(names)s") % {"names": names}


def _ago(minutes):
    if minutes < 1:
        return _("just now")
    return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
