"""Every write of the performance module."""

from ayo.performance.actions.allowance_runs import (
    ask_to_verify,
    correct_here,
    move_run,
    start_correction,
    start_here,
    start_run,
)
from ayo.performance.actions.attendance import judge_days, judge_everybody, judge_until_yesterday, take_records
from ayo.performance.actions.crediting import count_case, credit, restore_help, reverse_case, reverse_help
from ayo.performance.actions.entering import amend, enter, forget_template, keep_template, withdraw
from ayo.performance.actions.leave import cancel_leave, record_leave
from ayo.performance.actions.validating import escalate_silent, follow_superiors, judge, undo

__all__ = [
    "amend",
    "ask_to_verify",
    "cancel_leave",
    "correct_here",
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
    "move_run",
    "record_leave",
    "restore_help",
    "reverse_case",
    "reverse_help",
    "start_correction",
    "start_here",
    "start_run",
    "take_records",
    "undo",
    "withdraw",
]
