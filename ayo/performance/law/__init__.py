"""The rules of the region on performance, as its pack has them."""

from ayo.performance.law.attendance import hours, ladder, late_classes, leave_kinds
from ayo.performance.law.performance import FILE, evaluation, law, minutes_of_a_day
from ayo.performance.law.plans import plans
from ayo.performance.law.plans import rules as plan_rules
from ayo.performance.law.plans import template as plan_template
from ayo.performance.law.work import kinds as work_kinds
from ayo.performance.law.work import window

__all__ = [
    "FILE",
    "evaluation",
    "hours",
    "ladder",
    "late_classes",
    "law",
    "leave_kinds",
    "minutes_of_a_day",
    "plan_rules",
    "plan_template",
    "plans",
    "window",
    "work_kinds",
]
