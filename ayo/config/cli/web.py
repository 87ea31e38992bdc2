"""`ayo web`: the web processes in the foreground, for a service manager or the supervisor of `ayo run`."""

import os

import click

from ayo.config import env


@click.command("web")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count(), show_default="the cores")
@click.option(
    "--threads", type=click.IntRange(1, 16), default=4, show_default=True, help="Requests at once per worker."
)
def command(workers: int, threads: int) -> None:
    """Serve pages and APIs."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "ayo.config.wsgi:application",
        address=env.text("AYO_BIND", "127.0.0.1"),
        port=env.number("PORT", 8000),
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        log_dictconfig=LOGS,
    ).serve()


LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "ayo.config.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}
