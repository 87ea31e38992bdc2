"""Every write of the performance module."""

from ayo.performance.actions.attendance import judge_days, judge_everybody, judge_until_yesterday, take_records
from ayo.performance.actions.crediting import count_case, credit, restore_help, reverse_case, reverse_help
from ayo.performance.actions.leave import cancel_leave, record_leave

__all__ = [
    "cancel_leave",
    "count_case",
    "credit",
    "judge_days",
    "judge_everybody",
    "judge_until_yesterday",
    "record_leave",
    "restore_help",
    "reverse_case",
    "reverse_help",
    "take_records",
]
