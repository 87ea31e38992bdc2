"""Background work of performance: days that are over, and what silence decides."""

from procrastinate.contrib.django import app

from ayo.performance import actions


@app.periodic(cron="40 0 * * *")
@app.task(name="performance.judge_days", queue="performance", pass_context=False)
def judge_days(timestamp: int) -> None:
    actions.judge_until_yesterday()
