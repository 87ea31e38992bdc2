"""`ayo bench`: run one of the benchmarks in `bench/`."""

import os
import sys

import click

from ayo.config import env
from ayo.config.terminal import Refusal

FOLDER = env.ROOT / "bench"


@click.command("bench", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(name: str, arguments: tuple[str, ...]) -> None:
    """Run the benchmark NAME; ARGUMENTS are its own."""
    known = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))
    if name not in known:
        raise Refusal(f"there is no benchmark {name!r}; there are: {', '.join(known) or 'none'}")
    os.chdir(env.ROOT)
    os.execv(sys.executable, [sys.executable, "-m", f"bench.{name}", *arguments])  # noqa: S606
