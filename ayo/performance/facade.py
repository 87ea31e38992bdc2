"""The door of performance."""

from ayo.performance.actions.attendance import judged
from ayo.performance.law import hours, work_kinds
from ayo.performance.offers import at_home, menu

__all__ = ["at_home", "hours", "judged", "menu", "work_kinds"]
