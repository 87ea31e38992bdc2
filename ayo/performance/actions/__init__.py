"""Every write of the performance module."""

from ayo.performance.actions.crediting import count_case, credit, restore_help, reverse_case, reverse_help

__all__ = ["count_case", "credit", "restore_help", "reverse_case", "reverse_help"]
