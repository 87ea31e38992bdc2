"""Events as requests: the application's mode, its signatures, its patience."""

import itertools
import secrets
import time
from collections.abc import Sequence

from ayo.exchange import envelope
from ayo.exchange.data import Mode, Reason
from ayo.exchange.envelope import Envelope
from ayo.exchange.relay.channel import Answer, Channels
from ayo.exchange.relay.directory import AppView
from ayo.exchange.relay.log import Entry

# A batch has an id of its own: this process's random name and a running number are as unique and cost no system call.
_RUN = secrets.token_hex(8)
_NUMBERS = itertools.count(1)


async def entries(channels: Channels, app: AppView, events: Sequence[Entry], reasons: Sequence[Reason]) -> Answer:
    """Send logged events; the caller made sure that the contract lets each of them through."""
    contract = app.contract
    pairs = list(zip(events, reasons, strict=True))
    if contract is None:
        raise ValueError("nothing is sent without a contract")
    if app.mode is Mode.BINARY:
        made = [entry.envelope(contract, reason) for entry, reason in pairs]
        return await envelopes(channels, app, [one for one in made if one is not None])
    written = [entry.written(contract, reason) for entry, reason in pairs]
    return await _written(channels, app, str(events[0].logged.event_id), [one for one in written if one is not None])


async def envelopes(channels: Channels, app: AppView, events: Sequence[Envelope]) -> Answer:
    if app.mode is Mode.BINARY:
        headers, body = events[0].binary()
        return await _signed(channels, app, events[0].id, headers, body)
    return await _written(channels, app, events[0].id, [event.structured() for event in events])


async def _written(channels: Channels, app: AppView, event_id: str, events: list[bytes]) -> Answer:
    if app.mode is Mode.BATCH:
        headers = {"content-type": envelope.BATCH}
        return await _signed(channels, app, f"batch_{_RUN}_{next(_NUMBERS)}", headers, envelope.batch(events))
    return await _signed(channels, app, event_id, {"content-type": envelope.STRUCTURED}, events[0])


async def _signed(channels: Channels, app: AppView, message: str, headers: dict[str, str], body: bytes) -> Answer:
    signed = app.signer.headers(message, int(time.time()), body)
    return await channels.post(app.endpoint, headers | signed, body, timeout=app.timeout)
