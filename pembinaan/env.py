"""Typed readers for environment variables: nonsense fails at start, secrets may lie in a file."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

POSTGRESQL = {"postgres", "postgresql"}
REPLICA = {
    "connect_timeout": "2",
    "tcp_user_timeout": "5000",
    "options": "-c default_transaction_read_only=on -c statement_timeout=10s",
}
"""It answers soon or not at all, and refuses to be written to even when it becomes a primary."""


def text(name, default=""):
    return os.environ.get(name, default).strip()


def flag(name, default=False):
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def integer(name, default, *, least=0):
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {least}, not {value!r}")
    return int(value)


def items(name, default=()):
    return [part.strip() for part in text(name, ",".join(default)).split(",") if part.strip()]


def secret(name, *, shortest=32, default=""):
    """Value of NAME, or the content of the file that NAME_FILE names."""
    path = os.environ.get(f"{name}_FILE", "").strip()
    value = Path(path).read_text().strip() if path else text(name, default)
    if len(value) < shortest:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE to a secret of at least {shortest} characters")
    return value


def database(name, *, default_path):
    """Django's settings for one database from a sqlite:/// or postgres:// URL."""
    url = text(name)
    if not url:
        return sqlite(default_path)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path[1:]) or default_path)
    if parts.scheme in POSTGRESQL:
        return postgresql(parts)
    raise ImproperlyConfigured(f"{name} must start with sqlite:/// or postgres://")


def replica(name, *, of):
    """Django's settings for the streaming replica of a PostgreSQL; its URL may say how soon it gives up."""
    parts = urlsplit(text(name))
    if parts.scheme not in POSTGRESQL or not of["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured(f"{name} and DATABASE_URL must both start with postgres://")
    found = postgresql(parts)
    return found | {"OPTIONS": REPLICA | found["OPTIONS"]}


def sqlite(path):
    # FULL: in WAL mode NORMAL loses acknowledged commits at a power cut.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def postgresql(parts):
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }
