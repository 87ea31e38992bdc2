"""Pages that do not belong to one module."""
