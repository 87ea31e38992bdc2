"""Every write of the performance module."""

from ayo.performance.actions.attendance import judge_days, judge_everybody, judge_until_yesterday, take_records
from ayo.performance.actions.crediting import count_case, credit, restore_help, reverse_case, reverse_help
from ayo.performance.actions.entering import amend, enter, forget_template, keep_template, withdraw
from ayo.performance.actions.leave import cancel_leave, record_leave
from ayo.performance.actions.validating import escalate_silent, follow_superiors, judge, undo

__all__ = [
    "amend",
    "cancel_leave",
    "count_case",
    "credit",
    "enter",
    "escalate_silent",
    "follow_superiors",
    "forget_template",
    "judge",
    "judge_days",
    "judge_everybody",
    "judge_until_yesterday",
    "keep_template",
    "record_leave",
    "restore_help",
    "reverse_case",
    "reverse_help",
    "take_records",
    "undo",
    "withdraw",
]
