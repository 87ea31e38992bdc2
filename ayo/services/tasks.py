"""Background work of services: what time does to cases, and forms that nobody came back to."""

from datetime import timedelta

from procrastinate.contrib.django import app

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.services import actions

HAD_BACK_FOR = timedelta(days=1)
KEPT = timedelta(days=90)
FORGOTTEN_AT_ONCE = 500


@app.periodic(cron="*/10 * * * *")
@app.task(name="services.escalate_late", queue="services", pass_context=False)
def escalate_late(timestamp: int) -> None:
    while actions.escalate_late():
        pass


@app.periodic(cron="15 * * * *")
@app.task(name="services.confirm_silent", queue="services", pass_context=False)
def confirm_silent(timestamp: int) -> None:
    while actions.confirm_silent():
        pass


@app.periodic(cron="50 1 * * *")
@app.task(name="services.forget_drafts", queue="services", pass_context=False)
def forget_drafts(timestamp: int) -> None:
    now = clock.now()
    while actions.forget_drafts(
        discarded_before=now - HAD_BACK_FOR, saved_before=now - KEPT, at_once=FORGOTTEN_AT_ONCE, actor=SYSTEM
    ):
        pass


@app.periodic(cron="20 2 * * *")
@app.task(name="services.expire_needs", queue="services", pass_context=False)
def expire_needs(timestamp: int) -> None:
    while actions.expire_needs():
        pass
