"""`ayo audit`: the proof that nobody changed what was recorded."""

from dataclasses import asdict

import click

from ayo.audit import facade as audit
from ayo.config import env
from ayo.config.terminal import json_option, say

SHOWN = 50


@click.group("audit")
def command() -> None:
    """Verify the audit log."""


@command.command()
@json_option
def verify(*, as_json: bool) -> None:
    """Recompute the whole chain, compare it with its seals and name every flaw; exit code 1 when there is one."""
    verdict = audit.verify(env.home())
    lines = [f"{verdict.checked:,} entries and {verdict.seals:,} seals are sound."]
    if not verdict.is_sound:
        lines = [f"entry {flaw.seq}: {flaw.kind}: {flaw.detail}" for flaw in verdict.flaws[:SHOWN]]
        lines.append(f"{len(verdict.flaws):,} flaws in {verdict.checked:,} entries.")
    say({"sound": verdict.is_sound, **asdict(verdict)}, lines, as_json=as_json)
    if not verdict.is_sound:
        raise SystemExit(1)
