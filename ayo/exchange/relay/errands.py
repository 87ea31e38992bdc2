"""What a push lane does besides the log: parked events again, records as they are now, a test."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from ayo.exchange import rules
from ayo.exchange.data import Mode, Op, ParkedState, Reason
from ayo.exchange.envelope import Envelope
from ayo.exchange.relay import post
from ayo.exchange.relay.channel import Answer
from ayo.exchange.relay.lane import utc_now
from ayo.exchange.relay.ledger import ParkedRow
from ayo.exchange.rules import Verdict

if TYPE_CHECKING:
    from ayo.exchange.relay.push import PushLane

RETRY, RESEND, TEST = "RETRY", "RESEND", "TEST"
# A parked event that hangs costs its whole time-out; new events get at least four fifths of the lane's time.
REST_AFTER_RETRY = 4
_ABOUT_THE_EVENT = (Verdict.EVENT, Verdict.UNCLEAR, Verdict.TOO_LARGE)


async def retry_parked(lane: "PushLane") -> bool:
    """Try the first event of the parked line whose turn it is."""
    if lane.now() < max(lane.not_before, lane.parked_not_before):
        return False
    row = lane.book.due(utc_now())
    if row is None:
        return False
    entry = await lane.house.log.at(row.position)
    contract = lane.app.contract
    if entry is None or contract is None or entry.written(contract, Reason.CHANGE) is None:
        lane.notes.settle(row, ParkedState.OUTSIDE)
        return True
    answer = await lane.send_again(entry)
    lane.parked_not_before = lane.now() + REST_AFTER_RETRY * answer.ms / 1000
    row.status, row.error = answer.status, answer.error
    if answer.verdict is Verdict.TAKEN:
        row.attempts += 1
        lane.trusted()
        lane.notes.taken((entry,), row.position, row.position, answer, RETRY)
        if lane.book.at(row.position) is row:
            lane.notes.settle(row, ParkedState.DELIVERED)
        return True
    lane.notes.failed((entry,), answer, RETRY)
    if answer.verdict in _ABOUT_THE_EVENT:
        await _keep_parked(lane, row, answer)
    else:
        await lane.app_failed(answer)
    return True


async def _keep_parked(lane: "PushLane", row: ParkedRow, answer: Answer) -> None:
    row.attempts += 1
    if rules.has_expired(row.parked_at, answer.at):
        lane.notes.settle(row, ParkedState.EXPIRED)
        await lane.house.expired(lane.app.id, row.position)
        return
    wait = rules.parked_wait(row.attempts)
    if answer.retry_after is not None:
        wait = max(wait, timedelta(seconds=answer.retry_after))
    row.next_try_at = answer.at + wait
    lane.house.ledger.park(row)


async def resend(lane: "PushLane") -> bool:
    """Send records as they are now. They are read after the last answer, so nothing newer is ever overtaken.

    A record that is refused stays visible as drift; the next comparison asks for it again.
    """
    app, ledger = lane.app, lane.house.ledger
    waiting = await lane.house.resends(app, lane.cursor)
    lane.has_resends = bool(waiting)
    ledger.resent.extend(number for number, made in waiting if made is None)
    due = [(number, made) for number, made in waiting if made is not None]
    groups = [due] if app.mode is Mode.BATCH and due else [[one] for one in due]
    for group in groups:
        answer = await post.envelopes(lane.house.channels, app, [made for _, made in group])
        lane.notes.request(lane.cursor, lane.cursor, len(group), answer, RESEND)
        if answer.verdict not in (Verdict.TAKEN, Verdict.EVENT, Verdict.TOO_LARGE):
            await lane.app_failed(answer)
            return True
        lane.house.ledger.resent.extend(number for number, _ in group)
        if answer.verdict is Verdict.TAKEN:
            lane.succeeded(answer, len(group))
    return bool(waiting)


async def test(lane: "PushLane", reference: UUID | None) -> None:
    made = Envelope(
        id=str(reference),
        source=lane.house.source,
        type="ayo.exchange.test",
        subject=f"app/{lane.app.id}",
        time=utc_now(),
        position=lane.cursor,
        op=Op.TEST,
        reason=Reason.TEST,
        data={"kind": "test", "id": str(reference)},
    )
    answer = await post.envelopes(lane.house.channels, lane.app, [made])
    lane.notes.request(0, 0, 1, answer, TEST)
    if answer.verdict is Verdict.TAKEN:
        lane.succeeded(answer, 1)
        lane.not_before = 0.0
