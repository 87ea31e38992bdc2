"""`ayo relay`: the process that orders the log, chains the audit, wakes subscribers and delivers to applications."""

import click


@click.command("relay")
def command() -> None:
    """Move events from the outbox to everyone who is entitled to them."""
    from ayo.exchange.relay import main

    main.run()
