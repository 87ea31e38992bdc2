"""Whose fault is it? Events are sent one by one, in order, until that is clear.

An event that is turned down is parked only if the application takes others; until one is taken it is a suspect. If
nobody is taken, the application itself is at fault: nothing is parked, the cursor stays, and all wait in the log.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ayo.exchange import rules
from ayo.exchange.relay.channel import Answer
from ayo.exchange.relay.log import Entry
from ayo.exchange.rules import Verdict

if TYPE_CHECKING:
    from ayo.exchange.relay.push import PushLane

_TURNED_DOWN = (Verdict.EVENT, Verdict.TOO_LARGE)


class Trial:
    """`is_patient` means that an unclear failure is still taken for a passing trouble of the application."""

    def __init__(self, lane: "PushLane", entries: Sequence[Entry], upto: int, *, is_patient: bool) -> None:
        self.lane = lane
        self.entries = entries
        self.upto = upto
        self.is_patient = is_patient
        self.suspects: dict[str, tuple[Entry, Answer]] = {}
        self.unclear = 0

    async def run(self) -> None:
        picture = self.lane.app
        for entry in self.entries:
            if self.lane.app is not picture or self.lane.orders or self.lane.stopping:
                # Somebody decided something: what was gathered may no longer be what may be sent.
                return
            if entry.subject in self.suspects:
                continue
            if entry.subject in self.lane.book:
                self.lane.notes.wait_behind(entry)
                self._move(entry)
                continue
            if not await self.judge(entry, await self.lane.send((entry,))):
                return
        await self._nobody_was_taken()

    async def judge(self, entry: Entry, answer: Answer) -> bool:
        """Draw the conclusion from one answer; return whether the trial goes on."""
        lane = self.lane
        if answer.verdict is Verdict.TAKEN:
            lane.notes.taken((entry,), entry.position, entry.position, answer, lane.sort(entry.position))
            lane.trusted()
            self._park_suspects()
            self._move(entry)
            return True
        lane.notes.failed((entry,), answer, lane.sort(entry.position))
        if answer.verdict in _TURNED_DOWN and not self.suspects and lane.rejected_in_a_row < rules.PARKS_IN_A_ROW:
            lane.rejected_in_a_row += 1
            lane.notes.park(entry, answer)
            self._move(entry)
            return True
        if answer.verdict in _TURNED_DOWN or (answer.verdict is Verdict.UNCLEAR and not self.is_patient):
            return await self._suspect(entry, answer)
        await lane.app_failed(answer)
        return False

    async def _suspect(self, entry: Entry, answer: Answer) -> bool:
        self.suspects[entry.subject] = (entry, answer)
        self.unclear += answer.verdict is Verdict.UNCLEAR
        if self.unclear < self.lane.reach and entry is not self.entries[-1]:
            return True
        await self._nobody_was_taken()
        return False

    async def _nobody_was_taken(self) -> None:
        if not self.suspects:
            return
        lane = self.lane
        lane.suspect = next(iter(self.suspects)) if len(self.suspects) == 1 else ""
        # Next time look further: several bad events in a row must not hide a good one behind them.
        lane.reach = min(rules.LARGEST_BATCH, lane.reach * 2)
        await lane.app_failed(next(iter(self.suspects.values()))[1])

    def _park_suspects(self) -> None:
        for entry, answer in self.suspects.values():
            self.lane.notes.park(entry, answer)
        for entry in self.entries:
            suspect = self.suspects.get(entry.subject)
            if suspect is not None and entry.position > suspect[0].position:
                self.lane.notes.wait_behind(entry)
        self.suspects.clear()

    def _move(self, entry: Entry) -> None:
        """Move the cursor, unless an event before this one is still undecided."""
        if not self.suspects:
            self.lane.move_to(self.upto if entry is self.entries[-1] else entry.position)
