"""Who may take which step of a month run: four eyes, whatever role somebody holds."""

from uuid import UUID

from ayo.performance.data.pay import RunState

FROM = {
    RunState.CHECKED: frozenset({RunState.DRAFT}),
    RunState.APPROVED: frozenset({RunState.CHECKED}),
    RunState.PAID: frozenset({RunState.APPROVED}),
    RunState.CANCELLED: frozenset({RunState.FREEZING, RunState.CALCULATING, RunState.DRAFT, RunState.CHECKED}),
}


def refusal(
    to: RunState, state: RunState, *, by: UUID, started_by: UUID, checked_by: UUID | None, approved_by: UUID | None
) -> str | None:
    """Return why a step cannot be taken, or None: who approves has neither begun nor checked; who pays not approved."""
    if state not in FROM.get(to, frozenset()):
        return "WRONG_STEP"
    if to is RunState.APPROVED and by in {started_by, checked_by}:
        return "FOUR_EYES"
    if to is RunState.PAID and by == approved_by:
        return "FOUR_EYES"
    return None
