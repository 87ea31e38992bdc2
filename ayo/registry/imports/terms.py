"""Under which terms a file is taken: who says it, with whose authority, from which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor, ActorKind
from ayo.region.facade import pack
from ayo.registry import checks, models
from ayo.registry.imports import targets
from ayo.registry.imports.rows import Reading


@dataclass(frozen=True)
class Terms:
    """`leg` is when this check or run was begun; a runner of an earlier leg, with older columns, has to stop."""

    kind: str
    source: str
    valid_from: date
    today: date
    actor: Actor
    purpose: str
    reading: Reading
    leg: datetime | None

    @classmethod
    def of(cls, row: models.Import) -> "Terms":
        today, region = clock.today(), pack()
        context = checks.context_on(today)
        statuses = {status.code: status.label for status in region.statuses_on(today)}
        reading = Reading.of(row.kind, row.mapping, row.headers, context, region.areas, statuses)
        return cls(
            row.kind, row.source, row.valid_from, today, actor_of(row), f"impor {row.pk}", reading, row.leg_started_at
        )

    @cached_property
    def authority(self) -> Mapping[str, Mapping[str, str]]:
        return pack().authority_on(self.today)

    def answers_for(self, kind: str) -> bool:
        """Tell whether the source may register such records: it answers for the number that names them."""
        return self.authority[kind][targets.OWN_NUMBER[kind]] == self.source


def actor_of(row: models.Import) -> Actor:
    """Return whoever started the import; what the file says is said by its source all the same."""
    if row.by == SYSTEM.id:
        return SYSTEM
    return Actor(
        kind=ActorKind.PERSON, id=row.by, label=row.by_label, person_id=row.by, sources=frozenset({row.source})
    )
