"""The door of performance."""

from ayo.performance.offers import at_home, menu

__all__ = ["at_home", "menu"]
