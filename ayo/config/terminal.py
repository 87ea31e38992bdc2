"""How commands speak: text for people, one JSON object for scripts, one clear line when something cannot be done."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Refusal(click.ClickException):
    """The command cannot do what was asked; the message is one line, the exit code 2."""

    exit_code = 2


def json_option(command: Command) -> Command:
    """Give a command `--json`, as the argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object for scripts.")(command)


def say(facts: Mapping[str, object], text: str | Iterable[str], *, as_json: bool) -> None:
    """Print the facts as one JSON object, or the text (a line or several) for a person."""
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, default=str))
        return
    for line in [text] if isinstance(text, str) else text:
        click.echo(line)


def table(headings: list[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """Return aligned lines for `say`."""
    cells = [headings, *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
