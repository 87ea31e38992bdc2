"""Which stages are open, which come next, and what that makes of a case: pure functions."""

from collections.abc import Collection, Mapping, Sequence

from ayo.services.data import Action, Stage, State, TaskState

_STATE: Mapping[Action, State] = {
    Action.VERIFY: State.VERIFYING,
    Action.PROCESS: State.PROCESSING,
    Action.DECIDE: State.PROCESSING,
    Action.SIGN: State.AWAITING_SIGNATURE,
    Action.HAND_OVER: State.PROCESSING,
}
_ORDER = (State.AWAITING_SIGNATURE, State.PROCESSING, State.VERIFYING)


def opening(stages: Sequence[Stage], *, done: Collection[str], begun: Collection[str]) -> tuple[Stage, ...]:
    """Return the stages that open now: all before them are done, and they have not begun."""
    return tuple(stage for stage in stages if stage.code not in begun and all(before in done for before in stage.after))


def state_of(open_stages: Sequence[Stage], *, is_taken: bool) -> State:
    """Return what people are told of a case with these open stages; none open means that it is done.

    Of parallel stages the least advanced one speaks, and until somebody has taken the first the case is submitted.
    """
    if not open_stages:
        return State.DONE
    if not is_taken:
        return State.SUBMITTED
    states = {_STATE[stage.action] for stage in open_stages}
    return max(states, key=_ORDER.index)


def is_over(stages: Sequence[Stage], tasks: Mapping[str, TaskState]) -> bool:
    return all(tasks.get(stage.code) is TaskState.DONE for stage in stages)


def has_cycle(stages: Sequence[Stage]) -> bool:
    """Tell whether some stage waits for itself; stages that are not there count as done."""
    waiting = {stage.code: set(stage.after) & {one.code for one in stages} for stage in stages}
    while free := [code for code, before in waiting.items() if not before]:
        for code in free:
            del waiting[code]
        for before in waiting.values():
            before.difference_update(free)
    return bool(waiting)


def share_until(stages: Sequence[Stage], code: str) -> int:
    """Return the percentage of the days that may have passed when a stage ends: its own and the longest way to it."""
    by_code = {stage.code: stage for stage in stages}

    def until(one: str) -> int:
        stage = by_code[one]
        return stage.share + max((until(before) for before in stage.after), default=0)

    return until(code)


def longest_share(stages: Sequence[Stage]) -> int:
    return max((share_until(stages, stage.code) for stage in stages), default=0)
