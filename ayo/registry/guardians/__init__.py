"""Guardians by a decision, as the population office writes them down."""
