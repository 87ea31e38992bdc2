"""The command `ayo`: one file per noun in this folder, each exposing `command`.

A new noun is a new file and nothing else. Django is ready before a noun's file is imported, so the file may import
facades at its top; only the nouns below do without, because they run before there is a database.
"""

import importlib
import os
import pkgutil
import sys

import click

from ayo.config.env import BadSetting
from ayo.config.postgres import DatabaseTrouble

WITHOUT_DJANGO = frozenset({"bench", "db", "run", "web"})
FILES = {"import": "imports"}  # A noun that Python keeps for itself lives in a file of another name.
SERVING = frozenset({"jobs", "relay"})  # What others do for a person's command is no news to that person.
CANNOT = 2


class House(click.Group):
    """A group that finds its commands in this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        nouns = {name: noun for noun, name in FILES.items()}
        return sorted(nouns.get(module.name, module.name) for module in pkgutil.iter_modules(__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in WITHOUT_DJANGO:
            _prepare_django(cmd_name)
        command = importlib.import_module(f"{__name__}.{FILES.get(cmd_name, cmd_name)}").command
        assert isinstance(command, click.Command)  # noqa: S101  a file without a command is a mistake of ours
        return command


@click.group(cls=House, context_settings={"help_option_names": ["-h", "--help"]})
def ayo() -> None:
    """The city in one house: run it, look after its data, connect applications."""


def main() -> None:
    """Run the command line; whatever a person can do something about ends in one line and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ayo.config.settings")
    try:
        sys.exit(ayo.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(CANNOT)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        told = _told(error)
        if not told:
            raise
        click.echo(f"Error: {told}", err=True)
        sys.exit(CANNOT)


def _told(error: Exception) -> str:
    """Return the line that explains the error to a person, or nothing when it is a fault of the program."""
    if isinstance(error, BadSetting | DatabaseTrouble):
        return str(error)
    from django.db import OperationalError

    from ayo.common.errors import DomainError

    if isinstance(error, DomainError):
        return "; ".join([error.message, *(f"{name}: {text}" for name, text in error.fields.items())])
    if isinstance(error, OperationalError):
        reason = str(error).strip().splitlines()[0]
        return f"the database does not answer ({reason}); start it with `ayo run` or `ayo db start`"
    return ""


def _prepare_django(noun: str) -> None:
    import django
    from django.apps import apps

    if noun not in SERVING:
        os.environ.setdefault("AYO_LOG_LEVEL", "WARNING")

    if not apps.ready:
        django.setup()
