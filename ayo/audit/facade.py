"""The door of the audit log."""

from ayo.audit.actions import entry, record, record_many
from ayo.audit.chain import Chainer
from ayo.audit.queries import entries, entry_at, newest_seal, verify, waiting

__all__ = ["Chainer", "entries", "entry", "entry_at", "newest_seal", "record", "record_many", "verify", "waiting"]
