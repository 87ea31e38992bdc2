"""The door of files."""

from ayo.files.actions import remove_file, store_file, store_made
from ayo.files.giving import given, given_to_keep
from ayo.files.printing.codes import qr
from ayo.files.printing.press import drawn, printed
from ayo.files.queries import cards, find, stored, uploaded
from ayo.files.signatures.service import is_connected as is_signing_connected
from ayo.files.signatures.service import sign
from ayo.files.signatures.verifying import keywords as keywords_of
from ayo.files.signatures.verifying import signatures as signatures_on
from ayo.files.uploads.kinds import PAPERS, PDF, PICTURES
from ayo.files.uploads.links import address as link_for
from ayo.files.uploads.links import reader
from ayo.files.uploads.taking import read as read_upload
from ayo.files.uploads.taking import take_upload
from ayo.files.words import fault as upload_fault
from ayo.files.words import state as file_state

__all__ = [
    "PAPERS",
    "PDF",
    "PICTURES",
    "cards",
    "drawn",
    "file_state",
    "find",
    "given",
    "given_to_keep",
    "is_signing_connected",
    "keywords_of",
    "link_for",
    "printed",
    "qr",
    "read_upload",
    "reader",
    "remove_file",
    "sign",
    "signatures_on",
    "store_file",
    "store_made",
    "stored",
    "take_upload",
    "upload_fault",
    "uploaded",
]
