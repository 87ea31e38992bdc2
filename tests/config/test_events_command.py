"""`ayo events` tells an operator what the log holds, why a part stays, and how to keep and drop one that left."""

import json

import pytest
from click.testing import CliRunner

from ayo.config.cli import events as noun
from ayo.events.models import Cursor, LogEntry
from tests.events import old_log
from tests.events.old_log import HEAD, OLDER, OLDEST


@pytest.fixture
def past(db):
    old_log.fill()


def run(*words: str) -> str:
    done = CliRunner().invoke(noun.command, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_list_shows_each_partition_and_who_needs_it(past):
    for name in ("a", "b", "c", "d"):
        Cursor.objects.create(name=name, position=1_000_000)

    oldest, older, newest = run("list").splitlines()[1:]

    assert oldest.startswith(f"{OLDEST}  1-999999 ") and oldest.endswith("passed by all")
    assert older.endswith("needed by a, b, c and 1 more")
    assert newest.endswith("being filled")


def test_the_list_for_scripts_says_the_same(past):
    told = json.loads(run("list", "--json"))

    assert (told["lowest"], told["head"]) == (1, HEAD)
    assert [part["is_passed"] for part in told["partitions"]] == [True, True, False]
    assert told["partitions"][0]["bytes"] > 0


def test_a_dry_run_only_tells(past):
    assert run("detach", "--older-than", "300", "--dry-run") == f"Would detach {OLDEST} (1-999999).\n"
    assert LogEntry.objects.filter(position=1).exists()


def test_a_detached_partition_comes_with_the_commands_to_keep_and_drop_it(past):
    said, dump, drop = run("detach", "--older-than", "300").splitlines()

    name = f"{OLDEST}_detached"
    assert said.startswith(f"Detached {name} (1-999999)")
    assert "pg_dump" in dump and f"--table {name} --file {name}.dump" in dump
    assert "psql" in drop and drop.endswith(f"-c 'drop table {name}'")
    assert run("list").splitlines()[1].endswith("detached")


def test_a_script_gets_the_commands_too(past):
    told = json.loads(run("detach", "--older-than", "100", "--json"))

    assert [part["name"] for part in told["detached"]] == [f"{OLDEST}_detached", f"{OLDER}_detached"]
    assert all(len(part["commands"]) == 2 for part in told["detached"])


def test_what_stays_is_told_with_the_reason(past):
    assert "events_log_0 holds events younger than 500 days" in run("detach", "--older-than", "500")
    Cursor.objects.create(name="slow", position=7)
    assert "events_log_0 is needed by slow" in run("detach", "--older-than", "100", "--dry-run")


def test_a_young_log_is_still_being_filled(db):
    assert "events_log_0 is still being filled" in run("detach", "--older-than", "1")


@pytest.mark.parametrize("words", [("detach",), ("detach", "--older-than", "0")])
def test_the_age_must_be_said(words):
    done = CliRunner().invoke(noun.command, words)

    assert done.exit_code == 2
    assert "--older-than" in done.output
