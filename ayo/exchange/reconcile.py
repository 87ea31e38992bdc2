"""Comparing an application's copy with what it should hold: by buckets, then by records, then once more.

Records with events on their way are left out: they are late, not wrong. What still differs after a second look is
drift; the relay sends it again and the next comparison tells whether that helped.
"""

import asyncio
import hashlib
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings

from ayo.common import clock, ids, vault
from ayo.events import facade as events
from ayo.exchange import actions, copies, faults, queries
from ayo.exchange.actions.reconciliations import Found
from ayo.exchange.data import Terms
from ayo.exchange.faults import Fault
from ayo.exchange.models import App, Drift, Parked, Reconciliation, Secret
from ayo.exchange.relay.channel import Channels
from ayo.exchange.rules import Verdict
from ayo.exchange.signing import Signer

BUCKETS = 256
LONGEST_ANSWER = 64 * 1024 * 1024
PATIENCE = 60.0
# Between the two looks, what is on its way has time to arrive.
SETTLES_IN = 0.5
FARTHEST_BEHIND = 200_000
WORKED_ON_FOR = timedelta(seconds=10)
MOST_DRIFTS = 10_000


class NotComparable(Exception):
    """The application gave no usable answer; the message is the fault as it is kept."""


@dataclass
class _Ours:
    """What the application should hold, as bucket hashes; records are only kept for buckets that differ."""

    count: int = 0
    buckets: dict[int, tuple[int, str]] = field(default_factory=dict)


def carry_out(run: Reconciliation) -> Found | None:
    """Carry out one comparison and write down its outcome; None when the application could not be compared."""
    try:
        found = compare(run.app, run.kind)
    except NotComparable as error:
        actions.fail(run=run, error=str(error))
        return None
    actions.conclude(run=run, found=found)
    return found


def compare(app: App, kind: str) -> Found:
    contract = queries.contract_of(app)
    terms = contract.by_kind.get(kind) if contract else None
    if terms is None:
        raise NotComparable(faults.coded(Fault.NOT_IN_CONTRACT, ""))
    theirs = _their_buckets(app, kind)
    ours = _our_buckets(terms)
    suspicious = {
        bucket for bucket in ours.buckets.keys() | theirs.keys() if ours.buckets.get(bucket) != theirs.get(bucket)
    }
    first, position = _differences(app, terms, suspicious)
    if not first:
        return Found(ours.count, 0)
    time.sleep(SETTLES_IN)
    again = {bucket_of(record_id) for record_id in first}
    second, position = _differences(app, terms, again)
    lasting = {record_id: sort for record_id, sort in second.items() if record_id in first}
    moving = _moving(app, kind, lasting, position)
    drifts = {record_id: sort for record_id, sort in lasting.items() if record_id not in moving}
    return Found(ours.count, len(moving), dict(list(drifts.items())[:MOST_DRIFTS]))


def bucket_of(record_id: object) -> int:
    return hashlib.sha256(str(record_id).lower().encode()).digest()[0]


def _our_buckets(terms: Terms) -> _Ours:
    """Walk the registry in the order of ids, which is the order the hashes are defined in: nothing need be kept."""
    ours = _Ours()
    hashes: dict[int, Any] = {}
    counts: defaultdict[int, int] = defaultdict(int)
    for copy in copies.everything(terms):
        bucket = bucket_of(copy.id)
        hashes.setdefault(bucket, hashlib.sha256()).update(f"{copy.id}:{copy.digest()}\n".encode())
        counts[bucket] += 1
        ours.count += 1
    ours.buckets = {bucket: (counts[bucket], made.hexdigest()) for bucket, made in hashes.items()}
    return ours


def _differences(app: App, terms: Terms, buckets: Iterable[int]) -> tuple[dict[UUID, str], int]:
    """Return the records of these buckets that differ, and the position the application had reached by then."""
    wanted = set(buckets)
    theirs: dict[UUID, str] = {}
    position = events.head()
    for bucket in sorted(wanted):
        answer = _ask(app, {"kind": terms.kind, "bucket": bucket})
        position = min(position, _position(answer))
        theirs |= _records(answer)
    ours = {copy.id: copy.digest() for copy in copies.everything(terms) if bucket_of(copy.id) in wanted}
    found: dict[UUID, str] = {}
    for record_id in ours.keys() | theirs.keys():
        if record_id not in theirs:
            found[record_id] = Drift.Sort.MISSING.value
        elif record_id not in ours:
            found[record_id] = Drift.Sort.EXTRA.value
        elif ours[record_id] != theirs[record_id]:
            found[record_id] = Drift.Sort.DIFFERENT.value
    return found, position


def _moving(app: App, kind: str, candidates: Mapping[UUID, str], position: int) -> set[UUID]:
    """Return those whose newest event the application has not been given yet: behind the cursor, or parked.

    What was taken a moment ago may still be worked on, if the application says it has not come that far. Saying so for
    ever is no excuse: a copy that lags behind its own yes is drift.
    """
    place = queries.places([app.pk])[app.pk].position
    # What was detached is older than anything that may still be worked on.
    position = max(min(position, place), events.lowest() - 1)
    if events.head() - position > FARTHEST_BEHIND:
        raise NotComparable(faults.coded(Fault.TOO_FAR_BEHIND, ""))
    subjects = {f"{kind}/{record_id}": record_id for record_id in candidates}
    moving = set(Parked.objects.waiting().filter(app=app, subject__in=subjects).values_list("subject", flat=True))
    fresh = clock.now() - WORKED_ON_FOR
    while page := events.read(position, 1000):
        for logged in page:
            if logged.subject in subjects and (logged.position > place or logged.sequenced_at > fresh):
                moving.add(logged.subject)
        position = page[-1].position
    return {subjects[subject] for subject in moving}


def _their_buckets(app: App, kind: str) -> dict[int, tuple[int, str]]:
    answer = _ask(app, {"kind": kind, "buckets": BUCKETS})
    try:
        return {int(one["bucket"]): (int(one["count"]), str(one["hash"])) for one in answer["buckets"]}
    except (KeyError, TypeError, ValueError) as error:
        raise NotComparable(faults.coded(Fault.DIGEST_UNREADABLE, "")) from error


def _records(answer: Mapping[str, Any]) -> dict[UUID, str]:
    try:
        return {UUID(str(one["id"])): str(one["hash"]) for one in answer["records"]}
    except (KeyError, TypeError, ValueError) as error:
        raise NotComparable(faults.coded(Fault.DIGEST_UNREADABLE, "")) from error


def _position(answer: Mapping[str, Any]) -> int:
    """Return the position the application says it has applied; one that does not say is taken at the relay's word."""
    said = str(answer.get("position", ""))
    return int(said) if said.isdigit() else events.head()


def _ask(app: App, question: Mapping[str, Any]) -> Mapping[str, Any]:
    body = orjson.dumps(question)
    secrets = Secret.objects.filter(app=app).order_by("expires_at")
    current = [row for row in secrets if row.expires_at is None]
    signer = Signer(
        tuple(vault.unseal(row.sealed) for row in current if row.sort == Secret.Sort.HMAC),
        tuple(vault.unseal(row.sealed) for row in current if row.sort == Secret.Sort.ED25519),
    )
    headers = signer.headers(f"digest_{ids.uuid7().hex}", int(time.time()), body)
    return asyncio.run(_post(app.digest_url, headers | {"content-type": "application/json"}, body))


async def _post(url: str, headers: dict[str, str], body: bytes) -> Mapping[str, Any]:
    channels = Channels(settings.AYO_OUTBOUND_ALLOW)
    try:
        answer = await channels.post(url, headers, body, timeout=PATIENCE, longest=LONGEST_ANSWER)
    finally:
        await channels.close()
    if answer.verdict is not Verdict.TAKEN:
        raise NotComparable(answer.error)
    try:
        said = orjson.loads(answer.body)
    except orjson.JSONDecodeError as error:
        raise NotComparable(faults.coded(Fault.DIGEST_NOT_JSON, "")) from error
    if not isinstance(said, dict):
        raise NotComparable(faults.coded(Fault.DIGEST_UNREADABLE, ""))
    return said
