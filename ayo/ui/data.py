"""What a module offers to the shell and the home page: an entry of the menu, a card. Words are already chosen."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place one can go. The order groups entries: the lower, the higher on the list.

    `covers` are the beginnings of further addresses that belong to the place, where they do not begin as its own does.
    """

    label: str
    url: str
    icon: str
    order: int
    count: int = 0
    tone: str = ""
    hint: str = ""
    current: bool = False
    covers: tuple[str, ...] = ()


class Slot(StrEnum):
    """Where on a home page a card belongs: what waits, what is good to know at a glance, where one belongs."""

    WAITING = "WAITING"
    GLANCE = "GLANCE"
    PLACE = "PLACE"


@dataclass(frozen=True, slots=True)
class Turning:
    """An event of a life, as a door to the services it makes necessary."""

    label: str
    url: str
    icon: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Something a module puts on somebody's home page; tone `turn` means that it is their turn.

    `on` of `of` is a count worth a picture, for instance the applications that are well.
    """

    title: str
    url: str
    icon: str
    slot: Slot = Slot.WAITING
    kind: str = ""
    hint: str = ""
    tag: str = ""
    tone: str = ""
    foot: str = ""
    action: str = ""
    on: int = 0
    of: int = 0
