"""Reads of the services module that are more than a lookup."""
