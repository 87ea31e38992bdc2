"""Which connected applications may hold what of a person, in words."""

from dataclasses import dataclass

from ayo.exchange import facade as exchange
from ayo.registry import facade as registry
from ayo.registry.data import Dossier, Kind


@dataclass(frozen=True, slots=True)
class Held:
    """One application and what it may have."""

    name: str
    owner: str
    fields: str
    purpose: str
    legal_basis: str


def of_person(dossier: Dossier) -> list[Held]:
    """Return the applications whose contract covers this person today."""
    found = exchange.holdings(Kind.PERSON, dossier.area, dossier.groups)
    return [
        Held(
            one.app.name,
            one.app.owner_name,
            registry.words.fields(Kind.PERSON, one.fields),
            one.purpose,
            one.legal_basis,
        )
        for one in found
    ]


def count_for(dossier: Dossier, field: str) -> int:
    """Return how many applications will hear of a change of this field."""
    found = exchange.holdings(Kind.PERSON, dossier.area, dossier.groups)
    return sum(any(name.partition(".")[0] == field for name in one.fields) for one in found)
