"""Real figures of a service: what a number of decided cases say, and when they are too few to say anything."""

from collections.abc import Sequence

ENOUGH = 10
"""Fewer decided cases than this say nothing about the next one."""
LONGEST_SHOWN = 6


def working_days(promised: int, left: int) -> int:
    """Return how many working days a case took: what was promised less what was left when it was decided.

    Days on which the clock stood still had moved the last day on, so they are not counted.
    """
    return max(0, promised - left)


def percentile(by_days: Sequence[tuple[int, int]], share: int) -> int | None:
    """Return the days within which that share (in percent) of the cases was decided; None without cases."""
    total = sum(count for _days, count in by_days)
    if not total:
        return None
    wanted, passed = -(-total * share // 100), 0
    for days, count in sorted(by_days):
        passed += count
        if passed >= wanted:
            return days
    return None


def is_enough(decided: int) -> bool:
    return decided >= ENOUGH


def spread(by_days: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the percentage of the cases by days, from the same day to the longest shown, which stands for more too.

    Rounded so that the whole is a hundred: the largest remainders are rounded up.
    """
    total = sum(count for _days, count in by_days)
    if not total:
        return []
    counts = [0] * (LONGEST_SHOWN + 1)
    for days, count in by_days:
        counts[min(days, LONGEST_SHOWN)] += count
    parts = [count * 100 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda at: (-(counts[at] * 100 % total), at))
    for at in by_remainder[: 100 - sum(parts)]:
        parts[at] += 1
    return list(enumerate(parts))
