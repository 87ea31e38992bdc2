"""Background work of performance: days that are over, superiors who changed or are silent, TPP. Hours are UTC."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from ayo.performance import actions, drafting
from ayo.performance.pay import job as paying
from ayo.performance.queries import plan_runs, runs

SILENT_FOR = timedelta(minutes=1)


@app.task(name="performance.work_allowance", queue="performance")
def work_allowance(run_id: str) -> None:
    """Freeze and calculate a month; after a kill, `look_after_allowance` sends somebody else to go on."""
    paying.work(UUID(run_id), after_each=lambda: None)


@app.task(name="performance.verify_allowance", queue="performance")
def verify_allowance(run_id: str) -> None:
    paying.verify(UUID(run_id))


@app.task(name="performance.weigh_table", queue="performance", retry=3)
def weigh_table(table_id: str) -> None:
    """Work out what a proposed version of the tables of TPP would cost."""
    actions.weigh_table(table_id=UUID(table_id))


@app.periodic(cron="* * * * *")
@app.task(name="performance.look_after_allowance", queue="performance", pass_context=False)
def look_after_allowance(timestamp: int) -> None:
    """Take up runs whose worker has died. Two workers at one run do no harm, so a wrong guess costs nothing."""
    for run_id in runs.stalled(silent_for=SILENT_FOR):
        work_allowance.defer(run_id=str(run_id))


@app.periodic(cron="40 17 * * *")
@app.task(name="performance.judge_days", queue="performance", pass_context=False)
def judge_days(timestamp: int) -> None:
    actions.judge_until_yesterday()


@app.periodic(cron="15 17 * * *")
@app.task(name="performance.follow_superiors", queue="performance", pass_context=False)
def follow_superiors(timestamp: int) -> None:
    """Whoever stands in from today on has the work before them when the day begins."""
    actions.follow_superiors()
    actions.follow_correction_superiors()


@app.periodic(cron="30 17 * * *")
@app.task(name="performance.escalate_silent", queue="performance", pass_context=False)
def escalate_silent(timestamp: int) -> None:
    while actions.escalate_silent():
        pass
    while actions.escalate_corrections():
        pass


@app.task(name="performance.draft_plans", queue="performance")
def draft_plans(run_id: str) -> None:
    """Draft plans for everybody; after a kill, `look_after_plans` sends somebody else to go on."""
    drafting.work(UUID(run_id), after_each=lambda: None)


@app.periodic(cron="* * * * *")
@app.task(name="performance.look_after_plans", queue="performance", pass_context=False)
def look_after_plans(timestamp: int) -> None:
    for run_id in plan_runs.stalled(silent_for=SILENT_FOR):
        draft_plans.defer(run_id=str(run_id))


@app.periodic(cron="20 17 * * *")
@app.task(name="performance.follow_moves", queue="performance", pass_context=False)
def follow_moves(timestamp: int) -> None:
    """Whoever moved has the rest of the year in a plan of the new post, and who waits, waits for the right superior."""
    actions.follow_moves()
    actions.follow_plan_superiors()
