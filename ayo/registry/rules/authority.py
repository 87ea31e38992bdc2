"""Who may say what: each field has one authoritative source, everybody else proposes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ayo.common.jsons import Json


@dataclass(frozen=True, slots=True)
class Split:
    """Values that are written at once, and values that wait for a decision, grouped by the source that decides."""

    written: Mapping[str, Json]
    proposed: Mapping[str, Mapping[str, Json]]


def split(
    values: Mapping[str, Json], *, authority: Mapping[str, str], spoken_for: Collection[str], held_back: Collection[str]
) -> Split:
    """Divide a change by the authority of each field; raises KeyError for a field without authority.

    What is held back is proposed, whoever speaks.
    """
    written: dict[str, Json] = {}
    proposed: dict[str, dict[str, Json]] = {}
    for name, value in values.items():
        source = authority[name]
        if source in spoken_for and name not in held_back:
            written[name] = value
        else:
            proposed.setdefault(source, {})[name] = value
    return Split(written, proposed)


def changes(values: Mapping[str, Json], current: Mapping[str, Json]) -> dict[str, Json]:
    """Keep only what differs from the present value."""
    return {name: value for name, value in values.items() if current.get(name) != value}
