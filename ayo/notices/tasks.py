"""Background work of notices: sending, looking after what was forgotten, clearing what is old."""

from datetime import timedelta
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ayo.common import clock
from ayo.identity import facade as identity
from ayo.notices import actions, channels, queries
from ayo.notices.data import Verdict
from ayo.notices.errors import NotSent

OVERDUE_AFTER = timedelta(minutes=10)
REMINDED_AT_ONCE = 500
KEPT = timedelta(days=90)
FORGOTTEN_AT_ONCE = 5000


@app.task(name="notices.send", queue="notices")
def send(sending_id: str) -> None:
    """Make one attempt. The same job twice finds nothing left to do; a failure puts down a job of its own."""
    errand = actions.claim(sending_id=UUID(sending_id))
    if errand is not None:
        actions.settle(errand=errand, outcome=channels.send(errand))


@app.task(name="notices.send_code", queue="notices", retry=RetryStrategy(max_attempts=4, exponential_wait=4))
def send_code(code_id: str) -> None:
    """Send a code that proves an address. Nobody waits longer than it lives, so it is tried quickly or not at all."""
    letter = identity.take_letter(code_id=UUID(code_id))
    if letter is None:
        return
    outcome, left = channels.send_letter(letter, queries.ways_of_code(letter), tried=0)
    if outcome.verdict in {Verdict.AGAIN, Verdict.DOWN}:
        raise NotSent
    if left:
        identity.note_on_its_way(code_id=letter.id)
    else:
        identity.note_sent(code_id=letter.id)


@app.task(name="notices.send_code_again", queue="notices", retry=RetryStrategy(max_attempts=4, exponential_wait=4))
def send_code_again(code_id: str) -> None:
    """Send a code by the next way. A repeated job finds nothing, or repeats it under its old id, which drops it."""
    letter = identity.take_letter_again(code_id=UUID(code_id))
    if letter is None:
        return
    # Only WhatsApp is followed by another way, whatever its reader has chosen since.
    outcome, _left = channels.send_letter(letter, queries.WHATSAPP_FIRST, tried=1)
    if outcome.verdict in {Verdict.AGAIN, Verdict.DOWN}:
        raise NotSent
    identity.note_sent(code_id=letter.id)


@app.task(name="notices.send_alarm", queue="notices", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_alarm(account_id: str, what: str, agent: str, at: str) -> None:
    """Write to every proved address that a way in changed: the one in the registry may be a thief's by now.

    A repeated job repeats letters under their old ids; the gateway drops them, a mail reader shows them once.
    """
    facts = {"agent": agent, "at": at}
    verdicts = [channels.send_alarm(one, f"guard_{what}", facts) for one in queries.alarmed(UUID(account_id), facts)]
    if Verdict.AGAIN in verdicts:
        raise NotSent


@app.periodic(cron="*/5 * * * *")
@app.task(name="notices.look_after", queue="notices", pass_context=False)
def look_after(timestamp: int) -> None:
    actions.remind(due_before=clock.now() - OVERDUE_AFTER, at_once=REMINDED_AT_ONCE)


@app.periodic(cron="35 1 * * *")
@app.task(name="notices.forget", queue="notices", pass_context=False)
def forget(timestamp: int) -> None:
    while actions.forget(before=clock.now() - KEPT, at_once=FORGOTTEN_AT_ONCE):
        pass
