"""The door of the audit log."""

from ayo.audit.actions import entry, record, record_many
from ayo.audit.chain import Chainer
from ayo.audit.queries import as_entry, entries, verify, waiting

__all__ = ["Chainer", "as_entry", "entries", "entry", "record", "record_many", "verify", "waiting"]
