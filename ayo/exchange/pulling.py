"""Answers to applications that come by themselves: a stretch of the log through their contract, and resends."""

from dataclasses import dataclass

from ayo.common import clock, ids
from ayo.events import facade as events
from ayo.exchange import copies, kinds, projection, queries
from ayo.exchange.data import Op, Reason
from ayo.exchange.envelope import Envelope
from ayo.exchange.models import App, Resend
from ayo.region.facade import pack

PAGE = 500
SCANNED_AT_ONCE = 10_000
RESENT_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """Written events and the position to ask after next; it may lie beyond events that are none of the asker's."""

    events: list[bytes]
    next: int


def gather(app: App, after: int, limit: int, source: str) -> Answer:
    written: list[bytes] = []
    position = after
    while len(written) < limit and position - after < SCANNED_AT_ONCE:
        page = events.read(position, PAGE)
        # Read after the events: a contract narrowed before one of them was committed is seen here.
        contract = queries.contract_of(app)
        for logged in page:
            position = logged.position
            seen = projection.project(contract, logged.type, logged.subject, logged.data) if contract else None
            if seen is None:
                continue
            made = Envelope(
                str(logged.event_id), source, logged.type, logged.subject, logged.occurred_at, position, seen.op,
                Reason.CHANGE, seen.data,
            )  # fmt: skip
            written.append(made.structured())
            if len(written) == limit:
                break
        if len(page) < PAGE:
            break
    return Answer(written, position)


def resends_for(app: App, position: int) -> list[tuple[int, bytes]]:
    """Return records that are to be sent again, as they are now; (number of the resend, written event)."""
    rows = list(Resend.objects.filter(app=app, sent_at__isnull=True).order_by("id")[:RESENT_AT_ONCE])
    found = copies.of_records(queries.contract_of(app), [(row.kind, row.record_id) for row in rows])
    made = []
    for row in rows:
        copy = found[(row.kind, row.record_id)]
        envelope = Envelope(
            id=str(ids.uuid7()),
            source=f"urn:ayo:{pack().slug}",
            type=kinds.event_type(row.kind),
            subject=f"{row.kind}/{row.record_id}",
            time=clock.now(),
            position=position,
            op=Op.WITHDRAW if copy.record is None else Op.UPSERT,
            reason=Reason.RECONCILIATION,
            data=copy.as_data(),
        )
        made.append((row.pk, envelope.structured()))
    return made
