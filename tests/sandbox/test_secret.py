"""Giving an application its rotated secret, on standard input alone."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.driving import OTHER_SECRET, ROOT, SECRET

HELD = {"id": "1", "secret": SECRET, "public_key": "", "api_key": "ayo_test"}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "sandbox" / "keys.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"pbb-p2": HELD, "rsud": HELD}))
    return path


def give(keys: Path, text: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "sandbox.secret", "--home", str(keys.parent.parent), *arguments]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [(json.dumps({"slug": "pbb-p2", "secret": OTHER_SECRET}), ()), (OTHER_SECRET + "\n", ("pbb-p2",))],
)
def test_what_ayo_prints_goes_to_the_application_it_names(keys: Path, text: str, arguments: tuple[str, ...]) -> None:
    done = give(keys, text, *arguments)

    assert done.returncode == 0, done.stderr
    assert json.loads(keys.read_text()) == {"pbb-p2": {**HELD, "secret": OTHER_SECRET}, "rsud": HELD}
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert OTHER_SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (OTHER_SECRET, ("nobody",)),
        (OTHER_SECRET, ()),
        ("whsec_not base64!", ("pbb-p2",)),
        ("", ("pbb-p2",)),
        ("{", ()),
        (json.dumps({"slug": "pbb-p2", "public_key": "whpk_AAAA"}), ()),
    ],
)
def test_what_is_no_secret_of_an_application_changes_nothing(keys: Path, text: str, arguments: tuple[str, ...]) -> None:
    before = keys.read_text()

    assert give(keys, text, *arguments).returncode != 0
    assert keys.read_text() == before
