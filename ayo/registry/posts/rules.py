"""May this employee stand in for the holder of this post for these days?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.registry.data import ActingKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order says, and how things stand with the post and the employee on its first day."""

    kind: ActingKind
    employee_id: UUID
    serves: bool
    holder_id: UUID | None
    valid_from: date
    valid_to: date
    longest: int


def refusal(wanted: Wanted, *, today: date) -> str:
    """Return why not, as a code, or nothing."""
    if wanted.valid_to <= wanted.valid_from or wanted.valid_to <= today:
        return "ends_too_soon"
    if not wanted.serves:
        return "not_serving"
    if wanted.holder_id == wanted.employee_id:
        return "own_post"
    if wanted.kind is ActingKind.PLT and wanted.holder_id is not None:
        return "post_is_held"
    if wanted.kind is ActingKind.PLH and wanted.holder_id is None:
        return "post_is_vacant"
    if (wanted.valid_to - wanted.valid_from).days > wanted.longest:
        return "too_long"
    return ""
