"""Who did or read what, for whom and why: append-only and hash-chained."""
