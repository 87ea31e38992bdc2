"""Reads of the performance module that are more than a lookup, in shapes that pages print."""
