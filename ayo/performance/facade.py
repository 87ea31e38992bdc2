"""The door of performance."""

from ayo.performance.actions.allowance_runs import move_run, start_here
from ayo.performance.actions.attendance import judged
from ayo.performance.law import hours, work_kinds
from ayo.performance.offers import at_home, menu
from ayo.performance.pay.job import work
from ayo.performance.queries.ratings import predicate_of, predicates_of

__all__ = [
    "at_home",
    "hours",
    "judged",
    "menu",
    "move_run",
    "predicate_of",
    "predicates_of",
    "start_here",
    "work",
    "work_kinds",
]
