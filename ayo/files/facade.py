"""The door of files."""

from ayo.files.actions import remove_file, store_file, store_made
from ayo.files.giving import given
from ayo.files.queries import cards, find, stored
from ayo.files.uploads.kinds import PAPERS, PDF, PICTURES
from ayo.files.uploads.links import address as link_for
from ayo.files.uploads.taking import take_upload
from ayo.files.words import fault as upload_fault
from ayo.files.words import state as file_state

__all__ = [
    "PAPERS",
    "PDF",
    "PICTURES",
    "cards",
    "file_state",
    "find",
    "given",
    "link_for",
    "remove_file",
    "store_file",
    "store_made",
    "stored",
    "take_upload",
    "upload_fault",
]
