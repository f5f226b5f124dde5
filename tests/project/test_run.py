import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).resolve().parents[2] / "run.py"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The launcher as a module, in a folder of its own."""
    spec = importlib.util.spec_from_file_location("run", LAUNCHER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, path in {"ROOT": tmp_path, "VAR": tmp_path, "STATE": tmp_path / "prepared.json"}.items():
        monkeypatch.setattr(module, name, path)
    return module


def said(*arguments):
    environment = {"PATH": os.environ["PATH"], "PORT": "1x"}
    command = [sys.executable, LAUNCHER, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environment)


def test_a_secret_is_made_once_for_its_owner_alone(run, tmp_path, monkeypatch):
    monkeypatch.delenv("NIK_KEY")
    made = run.made_secrets(NIK_KEY="nik-key")
    assert len(bytes.fromhex(made["NIK_KEY"])) == 32
    assert (tmp_path / "nik-key").stat().st_mode & 0o777 == 0o600
    assert run.made_secrets(NIK_KEY="nik-key") == made


@pytest.mark.parametrize("name", ["NIK_KEY", "NIK_KEY_FILE"])
def test_a_secret_that_the_environment_gives_is_left_alone(run, tmp_path, monkeypatch, name):
    monkeypatch.delenv("NIK_KEY")
    monkeypatch.setenv(name, "given")
    assert run.made_secrets(NIK_KEY="nik-key") == {}
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_step_is_forgotten(run):
    run.remember({}, python="3.11", packages="a")
    state = run.read_state()
    run.forget(state, "packages")
    assert run.read_state() == {"python": "3.11", "packages": None}


def test_a_lock_of_other_content_is_another_fingerprint(run, tmp_path):
    lock = tmp_path / "some.lock"
    lock.write_text("a")
    first = run.fingerprint("some.lock")
    lock.write_text("b")
    assert run.fingerprint("some.lock") != first != run.fingerprint("some.lock", "with tests")


def test_a_catalogue_is_compiled_when_its_source_is_newer(run, tmp_path):
    assert not run.catalogue_is_stale()
    po = tmp_path / "locale" / "id" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.touch()
    assert run.catalogue_is_stale()
    po.with_suffix(".mo").touch()
    assert not run.catalogue_is_stale()


def test_a_taken_port_is_said_in_one_sentence(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with pytest.raises(SystemExit, match=f"^Port {port} cannot be used .* choose another with PORT.$"):
            run.require_free(port)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ([], 0, "python3 run.py demo"),
        (["dance"], 1, "There is no command 'dance'."),
        (["demo"], 1, "PORT must be a number from 1 to 65535, not '1x'."),
        (["demo", "8001"], 1, "PORT in the environment"),
    ],
)
def test_its_own_words_go_to_stderr(arguments, status, words):
    result = said(*arguments)
    assert (result.returncode, result.stdout) == (status, "")
    assert words in result.stderr
