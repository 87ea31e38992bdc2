"""Django's PostgreSQL with our own look at a pooled connection (`base.py` is the name Django asks for)."""
