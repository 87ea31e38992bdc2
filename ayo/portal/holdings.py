"""Which connected applications may hold what of a person, in words."""

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from ayo.exchange import facade as exchange
from ayo.registry import facade as registry
from ayo.registry.data import Dossier, Kind

FRESH_FOR = 2.0
KEPT = 500


@dataclass(frozen=True, slots=True)
class Held:
    """One application and what it may have."""

    name: str
    owner: str
    names: tuple[str, ...]
    fields: str
    purpose: str
    legal_basis: str


def of_person(dossier: Dossier) -> Sequence[Held]:
    """Return the applications whose contract covers this person today.

    People of the same place and groups get the same answer; it is asked for once in two seconds and language, since
    contracts change by hand.
    """
    key, now = (dossier.area, dossier.groups, get_language() or ""), time.monotonic()
    asked_at, held = _known.get(key, (-FRESH_FOR, ()))
    if now - asked_at < FRESH_FOR:
        return held
    held = _held(dossier)
    _known[key] = (now, held)
    while len(_known) > KEPT:
        _known.popitem(last=False)
    return held


def count_for(dossier: Dossier, field: str) -> int:
    """Return how many applications will hear of a change of this field."""
    return sum(any(name.partition(".")[0] == field for name in one.names) for one in of_person(dossier))


def forget() -> None:
    _known.clear()


_known: OrderedDict[tuple[str, tuple[str, ...], str], tuple[float, Sequence[Held]]] = OrderedDict()


def _held(dossier: Dossier) -> Sequence[Held]:
    return tuple(
        Held(
            one.app.name,
            one.app.owner_name,
            one.fields,
            registry.words.fields(Kind.PERSON, one.fields),
            one.purpose,
            one.legal_basis,
        )
        for one in exchange.holdings(Kind.PERSON, dossier.area, dossier.groups)
    )
