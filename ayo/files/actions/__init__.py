"""Every write of the files module."""

from ayo.files.actions.settling import keep_scanned, refuse_scanned
from ayo.files.actions.storing import note_refused, remove_file, store_file, store_made, store_upload

__all__ = [
    "keep_scanned",
    "note_refused",
    "refuse_scanned",
    "remove_file",
    "store_file",
    "store_made",
    "store_upload",
]
