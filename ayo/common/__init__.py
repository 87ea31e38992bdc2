"""Plain helpers without tables, for everybody."""
