"""`ayo events`: the log's partitions, and taking old ones out of it."""

import shlex
from collections.abc import Iterable
from datetime import datetime, timedelta

import click

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.config import client
from ayo.config.terminal import json_option, say, table
from ayo.events import facade as events
from ayo.events.facade import Partition
from ayo.exchange import facade as exchange

NAMED = 3


@click.group("events")
def command() -> None:
    """The log of events and its partitions."""


@command.command("list")
@json_option
def list_partitions(*, as_json: bool) -> None:
    """Show the parts of the log, oldest first: what each holds, how large it is, and who still needs it."""
    parts = exchange.log_partitions()
    rows = [
        (one.name, f"{one.first}-{one.last}", _day(one.first_at), _day(one.last_at), f"{one.size / 1e6:,.1f}",
         _standing(one))
        for one in parts
    ]  # fmt: skip
    headings = ["partition", "positions", "first event", "last event", "MB", "state"]
    facts = {"lowest": events.lowest(), "head": events.head(), "partitions": [_facts(one) for one in parts]}
    say(facts, table(headings, rows), as_json=as_json)


@command.command("detach")
@click.option("--older-than", "days", type=click.IntRange(min=1), required=True, help="Only where all is older (days).")
@click.option("--dry-run", is_flag=True, help="Only tell what would be detached.")
@json_option
def detach(*, days: int, dry_run: bool, as_json: bool) -> None:
    """Take old partitions out of the log, each whole, once every subscriber and application has passed it.

    Nothing is deleted: a detached partition stays in the database as an ordinary table, and this command prints how to
    keep a copy and drop it. From then on nobody can ask for its events: no replay, no pull, no receipt.
    """
    before = clock.now() - timedelta(days=days)
    parts = exchange.log_partitions()
    taken = events.due(parts, before) if dry_run else exchange.detach_log(before=before, actor=SYSTEM)
    lines = [f"Would detach {one.name} ({one.first}-{one.last})." for one in taken]
    if not dry_run:
        lines = [line for one in taken for line in _farewell(one)]
    if not taken:
        lines = [f"Nothing to detach: {_why_kept(parts, before, days)}."]
    facts = [{**_facts(one), "commands": [] if dry_run else _commands(one)} for one in taken]
    say({"dry_run": dry_run, "detached": facts}, lines, as_json=as_json)


def _farewell(part: Partition) -> list[str]:
    return [
        f"Detached {part.name} ({part.first}-{part.last}); it is an ordinary table now. To keep a copy, then drop it:",
        *(f"  {line}" for line in _commands(part)),
    ]


def _commands(part: Partition) -> list[str]:
    dump = client.command("pg_dump", "-Fc", "--table", part.name, "--file", f"{part.name}.dump")
    drop = client.command("psql", "-c", f"drop table {part.name}")
    return [shlex.join(dump), shlex.join(drop)]


def _why_kept(parts: Iterable[Partition], before: datetime, days: int) -> str:
    first = next(one for one in parts if not one.is_detached)
    said = {
        "FILLING": "is still being filled",
        "YOUNG": f"holds events younger than {days} days",
        "NEEDED": f"is needed by {_names(first)}",
        "": "was needed until this moment",
    }
    return f"{first.name} {said[first.why_kept(before)]}"


def _standing(part: Partition) -> str:
    if part.is_detached:
        return "detached"
    if not part.is_full:
        return "being filled"
    return f"needed by {_names(part)}" if part.needed_by else "passed by all"


def _names(part: Partition) -> str:
    named, more = part.needed_by[:NAMED], len(part.needed_by) - NAMED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _day(at: datetime | None) -> str:
    return at.date().isoformat() if at else ""


def _facts(part: Partition) -> dict[str, object]:
    return {
        "name": part.name,
        "first_position": part.first,
        "last_position": part.last,
        "first_at": part.first_at,
        "last_at": part.last_at,
        "bytes": part.size,
        "is_full": part.is_full,
        "is_detached": part.is_detached,
        "is_passed": part.is_full and not part.needed_by,
        "needed_by": list(part.needed_by),
    }
