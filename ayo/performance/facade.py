"""The door of performance."""

from ayo.performance.offers import cards, menu

__all__ = ["cards", "menu"]
