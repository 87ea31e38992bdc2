"""`ayo audit verify` tells a script by its exit code, and a person in words, which entry is not as it was."""

import json

import pytest
from click.testing import CliRunner

from ayo.audit.data import Flaw, Verdict
from ayo.config.cli import audit


@pytest.fixture
def verdict(monkeypatch):
    def given(*flaws: Flaw) -> None:
        monkeypatch.setattr(audit.audit, "verify", lambda home: Verdict(3, 3, "ab", 1, flaws))

    return given


def test_a_sound_chain_says_how_much_was_checked(verdict):
    verdict()

    done = CliRunner().invoke(audit.command, ["verify"])

    assert (done.exit_code, done.output) == (0, "3 entries and 1 seals are sound.\n")


def test_a_flaw_is_named_and_fails_the_command(verdict):
    verdict(Flaw("CHANGED", 2, "the entry does not match its hash"))

    done = CliRunner().invoke(audit.command, ["verify"])
    told = CliRunner().invoke(audit.command, ["verify", "--json"])

    assert done.exit_code == told.exit_code == 1
    assert "entry 2: CHANGED: the entry does not match its hash" in done.output
    assert json.loads(told.output)["flaws"] == [
        {"kind": "CHANGED", "seq": 2, "detail": "the entry does not match its hash"}
    ]
    assert json.loads(told.output)["sound"] is False
