"""`ayo db`: the database, whether bundled or external."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from ayo.config import client, env
from ayo.config.claims import running_supervisor
from ayo.config.embedded import Cluster
from ayo.config.terminal import Refusal, json_option, say


@click.group("db")
def command() -> None:
    """Start, stop, look into, back up and restore the database."""


@command.command()
@json_option
def start(*, as_json: bool) -> None:
    """Start the bundled PostgreSQL and leave it running."""
    cluster = bundled()
    launched = cluster.start()
    text = "runs" if launched else "was running already"
    facts = {"running": True, "launched": launched, "pid": cluster.pid()}
    say(facts, f"PostgreSQL {text} (process {cluster.pid()}).", as_json=as_json)


@command.command()
@json_option
def stop(*, as_json: bool) -> None:
    """Stop the bundled PostgreSQL."""
    cluster = bundled()
    if runner := running_supervisor(cluster.home):
        raise Refusal(f"`ayo run` (process {runner}) uses this database and would start it again; end that instead")
    stopped = cluster.stop()
    say({"stopped": stopped}, "PostgreSQL is stopped." if stopped else "PostgreSQL was not running.", as_json=as_json)


@command.command()
@json_option
def status(*, as_json: bool) -> None:
    """Tell whether the database answers, which version it is and how large; exit code 1 when it does not."""
    cluster = None if env.text("AYO_DATABASE_URL") else Cluster(env.home())
    facts: dict[str, object] = {"bundled": cluster is not None, "pid": cluster.pid() if cluster else None}
    found = client.version_and_size()
    facts["running"] = found is not None
    text = "The database does not answer."
    if found:
        facts |= {"version": found[0], "bytes": found[1]}
        text = f"PostgreSQL {found[0]} answers; the data takes {found[1] / 1e6:,.0f} MB."
    say(facts, text, as_json=as_json)
    if not found:
        raise SystemExit(1)


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def shell(arguments: tuple[str, ...]) -> None:
    """Open psql; ARGUMENTS are its own, such as -c "select 1"."""
    psql = client.command("psql", *arguments)
    os.execvpe(psql[0], psql, client.environment())  # noqa: S606  the person's own terminal takes over


@command.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@json_option
def backup(file: Path | None, *, as_json: bool) -> None:
    """Write the whole database to FILE, while everything runs.

    Keys are not in it: keep AYO_HOME/keys as well, apart from the backup.
    """
    file = file or env.home() / "backups" / f"ayo-{datetime.now(UTC):%Y%m%d-%H%M%S}.dump"
    client.dump(file)
    size = file.stat().st_size
    keys = env.home() / "keys"
    text = [f"Backed up to {file} ({size / 1e6:,.1f} MB).", f"Keep the keys in {keys} too, in another place."]
    say({"file": str(file), "bytes": size}, text, as_json=as_json)


@command.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def restore(file: Path, *, yes: bool, as_json: bool) -> None:
    """Replace everything in the database by what is in FILE, wholly or not at all."""
    if others := client.other_sessions():
        raise Refusal(f"{others} other sessions use the database; end Ayo first")
    if not yes:
        click.confirm(f"Replace everything in the database by {file}?", abort=True, err=True)
    client.restore(file)
    say({"restored": str(file)}, f"Restored from {file}.", as_json=as_json)


def bundled() -> Cluster:
    if env.text("AYO_DATABASE_URL"):
        raise Refusal("AYO_DATABASE_URL names an external PostgreSQL; start and stop it where it runs")
    return Cluster(env.home())
