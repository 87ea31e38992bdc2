"""`ayo jobs`: the worker for background jobs that are not deliveries: mail, documents, imports."""

import asyncio

import click


@click.command("jobs")
@click.option("--at-once", type=click.IntRange(1, 32), default=2, show_default=True, help="Jobs at the same time.")
def command(at_once: int) -> None:
    """Work through the background jobs."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    async def work() -> None:
        async with app.open_async():
            await app.run_worker_async(concurrency=at_once, delete_jobs="successful")

    assert isinstance(app.connector, DjangoConnector)  # noqa: S101  Django's app has no other
    # Web processes put jobs down through Django's connection; only this process needs one that can wait and listen.
    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(work())
