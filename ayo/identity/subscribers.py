"""What identity hears from the registry: who entered the city's service or left it, and whose records were merged."""

from datetime import date
from uuid import UUID

from ayo.events.facade import subscribe
from ayo.identity.events import AccountBound
from ayo.identity.joining import actions
from ayo.identity.merging import actions as merging
from ayo.registry import facade as registry
from ayo.registry.events import EmployeeChanged, PersonMerged, PersonUnmerged


@subscribe(EmployeeChanged)
def follow_employment(event: EmployeeChanged) -> None:
    record = event.record
    ended = record.get("ended_on")
    actions.follow_employment(
        person_id=UUID(str(record["person_id"])), number=str(record["nip"]),
        ended_on=date.fromisoformat(str(ended)) if ended else None,
    )  # fmt: skip


@subscribe(AccountBound)
def learn_employment(event: AccountBound) -> None:
    """Whoever is in service when their account is bound signs in by their number too."""
    found = registry.employment_of(event.person_id)
    if found is not None:
        actions.follow_employment(person_id=event.person_id, number=found.number, ended_on=found.ended_on)


@subscribe(PersonMerged)
def follow_merge(event: PersonMerged) -> None:
    merging.follow_merge(loser_id=event.record_id, survivor_id=event.survivor_id)


@subscribe(PersonUnmerged)
def follow_unmerge(event: PersonUnmerged) -> None:
    merging.follow_unmerge(loser_id=event.record_id)
