"""Who inside the house listens to what. Filled when the modules' `subscribers.py` are imported at start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ayo.events.data import Event

E = TypeVar("E", bound=Event)
Handler = Callable[[E], None]


@dataclass(frozen=True, slots=True)
class Subscription:
    name: str
    types: frozenset[str]
    handler: Callable[[Event], None]


_SUBSCRIPTIONS: dict[str, Subscription] = {}


def subscribe(*event_types: type[E]) -> Callable[[Handler[E]], Handler[E]]:
    """Call the function for each such event, in order, exactly once in effect.

    The subscription is named after module and function; renaming either starts a new one at the present head.
    """

    def register(handler: Handler[E]) -> Handler[E]:
        name = f"{handler.__module__.removeprefix('ayo.').removesuffix('.subscribers')}.{handler.__name__}"
        if name in _SUBSCRIPTIONS:
            raise TypeError(f"two subscribers are called {name}")
        types = frozenset(event_type.TYPE for event_type in event_types)
        _SUBSCRIPTIONS[name] = Subscription(name, types, handler)  # type: ignore[arg-type]
        return handler

    return register


def all_subscriptions() -> list[Subscription]:
    return list(_SUBSCRIPTIONS.values())
