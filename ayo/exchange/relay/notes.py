"""What a lane writes down: runs of requests, parked events and how they were settled. It decides nothing."""

from collections.abc import Sequence

from ayo.exchange import faults
from ayo.exchange.data import ParkedState
from ayo.exchange.faults import Fault
from ayo.exchange.relay.channel import Answer
from ayo.exchange.relay.house import House
from ayo.exchange.relay.lane import Lane, utc_now
from ayo.exchange.relay.ledger import ParkedRow
from ayo.exchange.relay.log import Entry
from ayo.exchange.rules import Verdict, parked_wait


class Notes:
    def __init__(self, lane: Lane) -> None:
        self.lane = lane

    @property
    def house(self) -> House:
        return self.lane.house

    def request(self, first: int, last: int, events: int, answer: Answer, sort: str) -> None:
        ledger = self.house.ledger
        note = ledger.taken if answer.verdict is Verdict.TAKEN else ledger.failed
        note(self.lane.app.id, sort, first, last, events, answer)

    def taken(self, entries: Sequence[Entry], first: int, last: int, answer: Answer, sort: str) -> None:
        """The application has them, except those it refused by name."""
        self.lane.succeeded(answer, len(entries))
        self.request(first, last, len(entries), answer, sort)
        if not answer.refused:
            return
        for entry in entries:
            reason = answer.refused.get(str(entry.logged.event_id))
            if reason is not None:
                self._refused(entry, answer, reason)

    def failed(self, entries: Sequence[Entry], answer: Answer, sort: str) -> None:
        self.request(entries[0].position, entries[-1].position, len(entries), answer, sort)

    def park(self, entry: Entry, answer: Answer) -> None:
        row = self._row(entry, ParkedState.PARKED)
        row.status, row.error, row.attempts = answer.status, answer.error, 1
        row.next_try_at = answer.at + parked_wait(1)
        self.lane.book.add(row)
        self.house.ledger.park(row)

    def wait_behind(self, entry: Entry) -> None:
        if self.lane.book.at(entry.position) is None:
            row = self._row(entry, ParkedState.BEHIND)
            self.lane.book.add(row)
            self.house.ledger.park(row)

    def settle(self, row: ParkedRow, state: ParkedState) -> None:
        row.state, row.settled_at, row.next_try_at = state, utc_now(), None
        self.house.ledger.park(row)
        self._free(row.position)

    def _refused(self, entry: Entry, answer: Answer, reason: str) -> None:
        row = self.lane.book.at(entry.position) or self._row(entry, ParkedState.REFUSED)
        row.status, row.error, row.attempts = answer.status, _in_its_own_words(reason), row.attempts + 1
        self.settle(row, ParkedState.REFUSED)

    def _free(self, position: int) -> None:
        freed = self.lane.book.remove(position)
        if freed is not None:
            self.house.ledger.park(freed)

    def _row(self, entry: Entry, state: ParkedState) -> ParkedRow:
        app_id = self.lane.app.id
        return ParkedRow(app_id, entry.position, entry.logged.event_id, entry.subject, state, utc_now())


def _in_its_own_words(reason: str) -> str:
    return faults.coded(Fault.SAID, reason) if reason else ""
