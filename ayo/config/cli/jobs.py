"""`ayo jobs`: the worker for background jobs that are not deliveries: mail, documents, imports."""

import asyncio

import click


@click.command("jobs")
@click.option("--at-once", type=click.IntRange(1, 32), default=2, show_default=True, help="Jobs at the same time.")
def command(at_once: int) -> None:
    """Work through the background jobs."""
    from procrastinate.contrib.django import app

    async def work() -> None:
        worker_app = app.with_connector(app.connector.get_worker_connector())
        async with worker_app.open_async():
            await worker_app.run_worker_async(concurrency=at_once, delete_jobs="successful")

    asyncio.run(work())
