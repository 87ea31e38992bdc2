"""Nightly tidying of identity."""

from datetime import timedelta

from procrastinate.contrib.django import app

from ayo.common import clock
from ayo.identity import actions
from ayo.identity.attempts import FORGIVEN_AFTER
from ayo.identity.guards import actions as guards
from ayo.identity.joining import actions as joining
from ayo.identity.joining import rules
from ayo.identity.oidc import actions as oidc

REPLIES_KEPT = timedelta(hours=24)


@app.periodic(cron="20 1 * * *")
@app.task(name="identity.forget_replies", queue="identity", pass_context=False)
def forget_replies(timestamp: int) -> None:
    actions.forget_replies(before=clock.now() - REPLIES_KEPT)


@app.periodic(cron="25 1 * * *")
@app.task(name="identity.forget_sessions", queue="identity", pass_context=False)
def forget_sessions(timestamp: int) -> None:
    actions.forget_sessions(before=clock.now())


@app.periodic(cron="30 1 * * *")
@app.task(name="identity.forget_tokens", queue="identity", pass_context=False)
def forget_tokens(timestamp: int) -> None:
    oidc.forget(before=clock.now())


@app.periodic(cron="*/20 * * * *")
@app.task(name="identity.forget_failures", queue="identity", pass_context=False)
def forget_failures(timestamp: int) -> None:
    guards.forget_old_failures(before=clock.now() - FORGIVEN_AFTER)


@app.periodic(cron="28 1 * * *")
@app.task(name="identity.forget_codes", queue="identity", pass_context=False)
def forget_codes(timestamp: int) -> None:
    joining.forget(before=clock.now() - rules.KEPT)
