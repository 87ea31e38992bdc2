"""Background work of performance: days that are over, superiors who changed or are silent. Hours are UTC."""

from procrastinate.contrib.django import app

from ayo.performance import actions


@app.periodic(cron="40 17 * * *")
@app.task(name="performance.judge_days", queue="performance", pass_context=False)
def judge_days(timestamp: int) -> None:
    actions.judge_until_yesterday()


@app.periodic(cron="15 17 * * *")
@app.task(name="performance.follow_superiors", queue="performance", pass_context=False)
def follow_superiors(timestamp: int) -> None:
    """Whoever stands in from today on has the work before them when the day begins."""
    actions.follow_superiors()


@app.periodic(cron="30 17 * * *")
@app.task(name="performance.escalate_silent", queue="performance", pass_context=False)
def escalate_silent(timestamp: int) -> None:
    while actions.escalate_silent():
        pass
