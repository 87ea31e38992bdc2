"""By what an officer looks at the queue: one of four shelves, a service, a place in the list. Kept in the address.

What is typed into the search is a name as often as not and never stands in an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from ayo.common import clock
from ayo.services.data.lines import WorkFilter, WorkLine
from ayo.services.queries import queue


class Shelf(StrEnum):
    MINE = "saya"
    FREE = "bebas"
    DUE = "tempo"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Terms:
    """How the queue is looked at. `after` is the last line of the page before."""

    shelf: Shelf
    service: str
    after: str
    text: str

    @property
    def query(self) -> str:
        """Return the address part that leads back to this page of the list."""
        given = {"saring": self.shelf, "layanan": self.service, "sesudah": self.after}
        return "?" + urlencode({name: value for name, value in given.items() if value})

    @property
    def kept(self) -> dict[str, str]:
        """Return what of it is worth a name."""
        return {"saring": self.shelf, "layanan": self.service}

    @property
    def place(self) -> tuple[date, UUID]:
        """Return the place in the queue after which this page begins; what was forged is the beginning."""
        day, _, task = self.after.partition("_")
        try:
            return date.fromisoformat(day), UUID(task)
        except ValueError:
            return queue.FIRST

    def narrowed(self, *, today: date) -> WorkFilter:
        return WorkFilter(
            holding={Shelf.MINE: "ME", Shelf.FREE: "NOBODY"}.get(self.shelf, ""),
            service=self.service,
            late_before=due_before(today) if self.shelf is Shelf.DUE else None,
            text=self.text,
        )

    def on(self, shelf: Shelf) -> "Terms":
        return replace(self, shelf=shelf, after="", text="")

    def behind(self, line: WorkLine) -> "Terms":
        return replace(self, after=f"{line.due_on.isoformat()}_{line.task_id}")

    def from_start(self) -> "Terms":
        return replace(self, after="")


def of(given: Mapping[str, str], *, otherwise: Shelf) -> Terms:
    """Read what stands in an address."""
    wanted = given.get("saring", "")
    shelf = Shelf(wanted) if wanted in set(Shelf) else otherwise
    return Terms(shelf, given.get("layanan", "")[:60], given.get("sesudah", "")[:60], given.get("q", "")[:60].strip())


def due_before(today: date) -> date:
    """Return the day before which a stage must be due to count as due now."""
    return today + timedelta(days=1)


def today() -> date:
    return clock.today()
