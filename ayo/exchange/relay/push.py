"""Pushing: all that waits goes out as one batch, one request at a time; trouble is looked into by a trial."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ayo.exchange import rules
from ayo.exchange.data import Mode, Reason
from ayo.exchange.relay import errands, post
from ayo.exchange.relay.channel import Answer
from ayo.exchange.relay.lane import Lane, utc_now
from ayo.exchange.relay.log import Entry
from ayo.exchange.relay.notes import Notes
from ayo.exchange.relay.trial import Trial
from ayo.exchange.rules import Verdict

SCANNED_AT_ONCE = 4000
# After so many failures in a row it is worth asking whether one event is to blame.
SUSPECT_AFTER = 3
RESTS_AT_MOST = 30.0


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be sent next, and where the cursor stands when all of it is settled."""

    entries: tuple[Entry, ...]
    upto: int


class PushLane(Lane):
    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.notes = Notes(self)
        self.size = rules.LARGEST_BATCH
        self.reach = rules.FIRST_REACH
        self.rejected_in_a_row = 0
        # The last failure could be one event's fault; `suspect` names its subject when only one was tried.
        self.in_doubt = False
        self.suspect = ""
        self.parked_not_before = 0.0

    async def step(self) -> bool:
        if self.orders:
            order = self.orders.popleft()
            if order.sort == "TEST":
                await errands.test(self, order.reference)
            await self.obey(order)
            return True
        if self.app.is_paused or not self.app.endpoint:
            return False
        if self.now() < self.not_before:
            return await self._somebody_else_waits() and await self._deliver()
        self.not_before = 0.0
        busy = await errands.retry_parked(self)
        if self.has_resends and self.now() >= self.not_before:
            busy = await errands.resend(self) or busy
        if self.now() >= self.not_before:
            busy = await self._deliver() or busy
        return busy

    def rests_until(self) -> float | None:
        """Return when to look again; a moment that passed since the last step is still one, or nobody would wake us."""
        if self.app.is_paused or not self.app.endpoint:
            return None
        times = [self.now() + RESTS_AT_MOST]
        if self.not_before:
            times.append(self.not_before)
        due_at = self.book.next_due_at()
        if due_at is not None:
            due = self.now() + (due_at - utc_now()).total_seconds()
            times.append(max(self.not_before, self.parked_not_before, due))
        return min(times)

    async def send(self, entries: Sequence[Entry]) -> Answer:
        return await post.entries(
            self.house.channels, self.app, entries, [self.reason(entry.position) for entry in entries]
        )

    async def send_again(self, entry: Entry) -> Answer:
        return await post.entries(self.house.channels, self.app, [entry], [Reason.CHANGE])

    def sort(self, position: int) -> str:
        return "REPLAY" if position <= self.replay_until else "LIVE"

    def trusted(self) -> None:
        """An event was taken: whatever was suspected of the application is forgotten."""
        self.rejected_in_a_row = 0
        self.reach = rules.FIRST_REACH
        self.in_doubt = False
        self.suspect = ""

    async def app_failed(self, answer: Answer) -> None:
        if answer.verdict is Verdict.GONE:
            await self.house.gone(self.app.id)
        self.in_doubt = answer.verdict in (Verdict.UNCLEAR, Verdict.EVENT, Verdict.TOO_LARGE)
        await self.failed(answer)

    async def _somebody_else_waits(self) -> bool:
        """While one event alone is suspected, the first event of another subject is what clears the application."""
        if not self.suspect:
            return False
        batch = await self._collect(rules.LARGEST_BATCH)
        return any(entry.subject != self.suspect for entry in batch.entries)

    async def _deliver(self) -> bool:
        on_trial = self.in_doubt and self.breaker.failures >= SUSPECT_AFTER
        limit = min(self.size, self.app.largest_batch)
        if on_trial:
            limit = rules.LARGEST_BATCH
        elif self.breaker.is_open:
            limit = 1
        batch = await self._collect(limit)
        if not batch.entries:
            moved = batch.upto > self.cursor
            if moved:
                self.move_to(batch.upto)
            return moved
        if on_trial:
            await Trial(self, batch.entries, batch.upto, is_patient=False).run()
        elif self.app.mode is Mode.BATCH:
            await self._together(batch)
        else:
            await Trial(self, batch.entries, batch.upto, is_patient=True).run()
        return True

    async def _collect(self, limit: int) -> Batch:
        """Gather what may be sent next; what comes after a parked event of its subject joins that line."""
        contract = self.app.contract
        position, scanned, size = self.cursor, 0, 0
        entries: list[Entry] = []
        while scanned < SCANNED_AT_ONCE and len(entries) < limit:
            page = await self.house.log.after(position)
            if not page:
                break
            for entry in page:
                written = entry.written(contract, self.reason(entry.position)) if contract else None
                if written is not None and entry.subject in self.book:
                    self.notes.wait_behind(entry)
                elif written is not None:
                    size += len(written)
                    if entries and size > rules.LARGEST_BODY:
                        return Batch(tuple(entries), position)
                    entries.append(entry)
                position = entry.position
                if len(entries) == limit:
                    break
            scanned += len(page)
        return Batch(tuple(entries), position)

    async def _together(self, batch: Batch) -> None:
        first, entries = self.cursor + 1, batch.entries
        answer = await self.send(entries)
        if answer.verdict is Verdict.TAKEN:
            self.notes.taken(entries, first, batch.upto, answer, self.sort(batch.upto))
            self.move_to(batch.upto)
            self.trusted()
            self.size = rules.next_size(self.size, in_time=True)
            return
        if len(entries) == 1 and answer.verdict in (Verdict.EVENT, Verdict.TOO_LARGE):
            # The same request once more would only be refused once more: judge by the answer at hand.
            await Trial(self, entries, batch.upto, is_patient=True).judge(entries[0], answer)
            return
        self.notes.failed(entries, answer, self.sort(batch.upto))
        if answer.verdict is Verdict.TOO_LARGE:
            self.size = max(1, len(entries) // 2)
        elif answer.verdict is Verdict.EVENT:
            await Trial(self, entries, batch.upto, is_patient=True).run()
        else:
            if answer.status == 0 and answer.verdict is Verdict.UNCLEAR:
                self.size = rules.next_size(min(self.size, len(entries)), in_time=False)
            await self.app_failed(answer)
