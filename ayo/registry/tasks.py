"""Background work of the registry: imports, values whose day has come, files nobody needs any more."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from ayo.common import clock
from ayo.registry import actions
from ayo.registry.imports import actions as imports
from ayo.registry.imports import queries, running

LOOKS_BACK = timedelta(days=7)
SILENT_FOR = timedelta(minutes=1)
FILES_KEPT = timedelta(days=30)


@app.task(name="registry.work_import", queue="imports")
def work_import(import_id: str) -> None:
    """Check or run a file; after a kill, `look_after_imports` sends somebody else to go on."""
    running.work(UUID(import_id), after_each=lambda: None)


@app.periodic(cron="* * * * *")
@app.task(name="registry.look_after_imports", queue="registry", pass_context=False)
def look_after_imports(timestamp: int) -> None:
    """Take up imports whose worker has died. Two workers at one import do no harm, so a wrong guess costs nothing."""
    for import_id in queries.stalled(silent_for=SILENT_FOR):
        work_import.defer(import_id=str(import_id))


@app.periodic(cron="5 * * * *")
@app.task(name="registry.apply_due_values", queue="registry", pass_context=False)
def apply_due_values(timestamp: int) -> None:
    """Put values into force whose day has come; hourly, so that it never matters in which zone the clock counts."""
    actions.apply_due_values(after=clock.today() - LOOKS_BACK)


@app.periodic(cron="40 1 * * *")
@app.task(name="registry.forget_import_files", queue="registry", pass_context=False)
def forget_import_files(timestamp: int) -> None:
    while imports.forget_files(before=clock.now() - FILES_KEPT):
        pass
