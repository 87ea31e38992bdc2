"""Every write of the performance module."""

from ayo.performance.actions.allowance_reading import note_export, note_slip_reading
from ayo.performance.actions.allowance_runs import (
    ask_to_verify,
    correct_here,
    move_run,
    start_correction,
    start_here,
    start_run,
)
from ayo.performance.actions.allowance_tables import enact_table, propose_table, weigh_table, withdraw_table
from ayo.performance.actions.attendance import judge_days, judge_everybody, judge_until_yesterday, take_records
from ayo.performance.actions.correction_asking import escalate_corrections, follow_correction_superiors
from ayo.performance.actions.corrections import (
    accept_correction,
    ask_correction,
    check_in,
    refuse_correction,
    withdraw_correction,
)
from ayo.performance.actions.crediting import count_case, credit, restore_help, reverse_case, reverse_help
from ayo.performance.actions.discipline import end_measure, note_measure_reading, record_measure
from ayo.performance.actions.entering import amend, enter, forget_template, keep_template, withdraw
from ayo.performance.actions.leave import cancel_leave, record_leave
from ayo.performance.actions.plan_dialogue import agree_plan, give_feedback, return_plan
from ayo.performance.actions.plan_drafts import (
    draft_for_everybody,
    draft_here,
    follow_move,
    follow_moves,
    follow_plan_superiors,
)
from ayo.performance.actions.planning import (
    begin_plan,
    choose_approach,
    drop_result,
    put_result,
    submit_plan,
    take_back_plan,
)
from ayo.performance.actions.rating import rate
from ayo.performance.actions.realising import write_realisation
from ayo.performance.actions.unit_rating import justify_spread, set_achievement
from ayo.performance.actions.unit_results import add_unit_result, change_unit_result, drop_unit_result, tell_carriers
from ayo.performance.actions.validating import escalate_silent, follow_superiors, judge, undo

__all__ = [
    "accept_correction",
    "add_unit_result",
    "agree_plan",
    "amend",
    "ask_correction",
    "ask_to_verify",
    "begin_plan",
    "cancel_leave",
    "change_unit_result",
    "check_in",
    "choose_approach",
    "correct_here",
    "count_case",
    "credit",
    "draft_for_everybody",
    "draft_here",
    "drop_result",
    "drop_unit_result",
    "enact_table",
    "end_measure",
    "enter",
    "escalate_corrections",
    "escalate_silent",
    "follow_correction_superiors",
    "follow_move",
    "follow_moves",
    "follow_plan_superiors",
    "follow_superiors",
    "forget_template",
    "give_feedback",
    "judge",
    "judge_days",
    "judge_everybody",
    "judge_until_yesterday",
    "justify_spread",
    "keep_template",
    "move_run",
    "note_export",
    "note_measure_reading",
    "note_slip_reading",
    "propose_table",
    "put_result",
    "rate",
    "record_leave",
    "record_measure",
    "refuse_correction",
    "restore_help",
    "return_plan",
    "reverse_case",
    "reverse_help",
    "set_achievement",
    "start_correction",
    "start_here",
    "start_run",
    "submit_plan",
    "take_back_plan",
    "take_records",
    "tell_carriers",
    "undo",
    "weigh_table",
    "withdraw",
    "withdraw_correction",
    "withdraw_table",
    "write_realisation",
]
