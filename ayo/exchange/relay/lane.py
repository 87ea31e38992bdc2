"""One application's lane: its cursor, its parked events, at most one request in flight.

Everything one application does to us, however slow or broken, happens in its own lane.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings

from ayo.exchange import rules
from ayo.exchange.data import Reason
from ayo.exchange.relay.channel import Answer
from ayo.exchange.relay.directory import AppView
from ayo.exchange.relay.house import House, Order
from ayo.exchange.relay.ledger import ParkedRow, Pulse
from ayo.exchange.relay.parking import ParkedBook

log = logging.getLogger(__name__)


class Lane:
    """What push and file lanes have in common: sleeping, waking, orders, and keeping the pulse."""

    def __init__(self, house: House, app: AppView, cursor: int, parked: Iterable[ParkedRow]) -> None:
        self.house = house
        self.app = app
        self.cursor = cursor
        self.book = ParkedBook(parked)
        self.orders: deque[Order] = deque()
        self.has_resends = False
        self.replay_until = 0
        self.breaker = rules.Breaker()
        self.failing_since: datetime | None = None
        self.not_before = 0.0
        self.stopping = False
        self._stalled_told = False
        # What the house was last told of the circuit; a new lane does not know what the one before it said.
        self._told_open: bool | None = None
        self._is_taking = False
        self._error = ""
        self._awake = asyncio.Event()
        self._seen_orders: set[int] = set()

    def stop(self) -> None:
        """End after the request that is under way."""
        self.stopping = True
        self.wake()

    def wake(self) -> None:
        self._awake.set()

    def update(self, app: AppView) -> None:
        """Take over a new picture of the application; a repaired address deserves a try at once."""
        if app == self.app:
            return
        self.app = app
        self.not_before = 0.0
        self.wake()

    def order(self, order: Order) -> None:
        if order.id not in self._seen_orders:
            self._seen_orders.add(order.id)
            self.orders.append(order)
            self.wake()

    async def run(self) -> None:
        """Work until told to stop; a fault of ours is noted, tried again, and never reaches another lane."""
        while not self.stopping:
            self._awake.clear()
            try:
                busy = await self.step()
                await self.tell_of_circuit()
            except Exception:
                log.exception("lane failed", extra={"app": self.app.slug})
                self.not_before = self.now() + 1.0
                busy = False
            if not busy:
                await self._rest()

    async def step(self) -> bool:
        """Do the next piece of work; return whether there was any."""
        raise AssertionError("each kind of lane has its own step")

    async def tell_of_circuit(self) -> None:
        """Let the house know when the circuit stays open, and when something is taken again; each time once."""
        if self._told_open is not True and self._stays_open():
            await self.house.opened(self.app.id, self._error)
            self._told_open = True
        elif self._is_taking and self._told_open is not False:
            await self.house.closed(self.app.id)
            self._told_open = False

    def _stays_open(self) -> bool:
        """An application that restarts fails five times within seconds, which is nobody's task."""
        if not self.breaker.is_open or self.failing_since is None:
            return False
        return datetime.now(UTC) - self.failing_since >= timedelta(seconds=settings.AYO_CIRCUIT_TELL_S)

    def rests_until(self) -> float | None:
        """Return when there may be work again without anybody waking the lane."""
        return None

    async def _rest(self) -> None:
        until = self.rests_until()
        if until is None:
            await self._awake.wait()
            return
        try:
            async with asyncio.timeout(max(0.0, until - self.now())):
                await self._awake.wait()
        except TimeoutError:
            pass

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def reason(self, position: int) -> Reason:
        return Reason.REPLAY if position <= self.replay_until else Reason.CHANGE

    def move_to(self, position: int) -> None:
        self.cursor = position
        self.house.ledger.cursors[self.app.id] = position

    async def obey(self, order: Order) -> None:
        """Do what a person asked for."""
        if order.sort == "REPLAY":
            self.replay_until = max(self.replay_until, self.house.log.head)
            self.move_to(order.position)
        elif order.sort == "DISCARD":
            self._forget(order.position)
        elif order.sort == "RETRY":
            await self._try_again(order.position)
        self.house.ledger.commands.append(order.id)

    def _forget(self, position: int) -> None:
        freed = self.book.remove(position)
        if freed is not None:
            self.house.ledger.park(freed)

    async def _try_again(self, position: int) -> None:
        row = self.book.at(position) or await self.house.parked_at(self.app.id, position)
        if row is None:
            return
        self.book.retry_now(row)
        self.house.ledger.park(row)

    def succeeded(self, answer: Answer, events: int) -> None:
        self.breaker = self.breaker.succeeded()
        self.failing_since = None
        self._stalled_told = False
        self._is_taking = True
        pulse = self._pulse(answer)
        pulse.last_success_at = answer.at
        pulse.delivered += events

    async def failed(self, answer: Answer) -> None:
        """The application as a whole is in trouble: everything of it waits, longer each time."""
        self.breaker = self.breaker.failed()
        self.failing_since = self.failing_since or answer.at
        self._is_taking, self._error = False, answer.error
        wait = rules.app_wait(self.breaker.failures)
        if answer.retry_after is not None:
            wait = max(answer.retry_after, 0.05)
        self.not_before = self.now() + wait
        pulse = self._pulse(answer)
        pulse.last_failure_at = answer.at
        pulse.next_try_at = answer.at + timedelta(seconds=wait)
        if answer.at - self.failing_since >= rules.PATIENCE and not self._stalled_told:
            self._stalled_told = True
            await self.house.stalled(self.app.id, answer.error)

    def _pulse(self, answer: Answer) -> Pulse:
        pulse = self.house.ledger.pulses.setdefault(self.app.id, Pulse())
        pulse.last_status = answer.status
        pulse.last_error = answer.error
        pulse.failing_since = self.failing_since
        pulse.next_try_at = None
        return pulse


def utc_now() -> datetime:
    return datetime.now(UTC)
