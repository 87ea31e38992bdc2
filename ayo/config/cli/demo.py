"""`ayo demo`: the invented city to try everything with."""

import sys
import time
from dataclasses import asdict

import click

from ayo.common.actor import SYSTEM
from ayo.config.demo import cases, payday, work
from ayo.config.demo import load as loading
from ayo.config.demo import signers as registered
from ayo.config.demo.errors import NotTheDemo
from ayo.config.demo.generate import Plan
from ayo.config.terminal import Refusal, json_option, say
from ayo.services import facade as services

SCALES = {"small": (20_000, 2_000), "city": (1_900_000, 20_000)}


@click.group("demo")
def command() -> None:
    """The demo city: invented people in real places, the same for the same seed."""


@command.command("load")
@click.option("--people", type=click.IntRange(min=500), help="How many residents.  [default: by scale]")
@click.option(
    "--employees", type=click.IntRange(min=80), help="How many of them work for the city.  [default: by scale]"
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Another seed is another city.")
@click.option("--scale", type=click.Choice(sorted(SCALES)), default="small", show_default=True)
@json_option
def load(*, people: int | None, employees: int | None, seed: int, scale: str, as_json: bool) -> None:
    """Load the demo city into an empty database, whole or not at all.

    Refuses a database that knows anybody. Identity numbers, phones and e-mail addresses are valid in form and
    belong to nobody.
    """
    usual_people, usual_employees = SCALES[scale]
    plan = Plan(people or usual_people, employees or usual_employees, seed)
    show = Progress(plan.people)
    loaded = loading.load(plan, progress=show.tell)
    loading.tidy()
    show.end()
    services.settle_catalogue(actor=SYSTEM)
    made = cases.load()
    days = work.load()
    slips = payday.hold()
    facts = {
        "people": loaded.people,
        "families": loaded.families,
        "employees": loaded.employees,
        "organisations": loaded.organisations,
        "cases": made,
        "days_of_attendance": days,
        "slips": slips,
        "seconds": round(loaded.seconds, 1),
    }
    text = f"{loaded.people} people in {loaded.families} families, {loaded.employees} employees: {loaded.seconds:.1f} s"
    say(facts, text, as_json=as_json)


@command.command("signers")
@json_option
def signers(*, as_json: bool) -> None:
    """List who works for the demo city, with the numbers their certificates are issued for.

    The pretended signing service asks this; a city that is no demo is not told about.
    """
    try:
        found = registered.signers()
    except NotTheDemo as error:
        raise Refusal(str(error)) from error
    facts = {"signers": [asdict(one) for one in found]}
    say(facts, "\n".join(f"{one.nik}  {one.name}  {one.unit}" for one in found), as_json=as_json)


class Progress:
    """A line on the terminal that keeps changing; in a file, a line for every tenth part."""

    def __init__(self, people: int) -> None:
        self._people = people
        self._started = time.perf_counter()
        self._live = sys.stderr.isatty()
        self._told = -1

    def tell(self, stage: str, done: int) -> None:
        if stage == "index":
            self._write("Building indexes …")
            return
        percent = 100 * done // self._people
        if self._live or percent // 10 > self._told // 10:
            passed = time.perf_counter() - self._started
            left = passed * (self._people - done) / done
            self._write(f"{percent} % · {done} of {self._people} people · about {left:.0f} s left for this part")
            self._told = percent

    def end(self) -> None:
        if self._live:
            click.echo("\r\x1b[K", err=True, nl=False)

    def _write(self, line: str) -> None:
        click.echo(f"\r\x1b[K{line}" if self._live else line, err=True, nl=not self._live)
