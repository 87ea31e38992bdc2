"""Reads of the services module that are more than a lookup, in shapes that pages print."""
