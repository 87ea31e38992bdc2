"""The door of performance."""

from ayo.performance.actions.attendance import judged
from ayo.performance.law import hours, work_kinds
from ayo.performance.offers import at_home, menu
from ayo.performance.queries.ratings import predicate_of, predicates_of

__all__ = ["at_home", "hours", "judged", "menu", "predicate_of", "predicates_of", "work_kinds"]
