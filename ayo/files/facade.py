"""The door of files."""

from ayo.files.actions import find, store_file

__all__ = ["find", "store_file"]
