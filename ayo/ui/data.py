"""What a module offers to the shell and the home page: an entry of the menu, a card. Words are already chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place one can go. The order groups entries: the lower, the higher on the list."""

    label: str
    url: str
    icon: str
    order: int
    count: int = 0
    tone: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """Something that waits for this person, or a tool they have: `tone` turn means that it is their turn."""

    title: str
    url: str
    icon: str
    hint: str = ""
    tag: str = ""
    tone: str = ""
