"""Tables of the performance module: one noun per file."""

from ayo.performance.models.activity import Activity

__all__ = ["Activity"]
