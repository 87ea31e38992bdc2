"""The door of files."""

from ayo.files.actions import remove_file, store_file
from ayo.files.queries import find, stored

__all__ = ["find", "remove_file", "store_file", "stored"]
