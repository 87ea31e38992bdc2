"""The door of the audit log."""

from ayo.audit.actions import entry, record, record_many
from ayo.audit.chain import BATCH, Chainer
from ayo.audit.queries import entries, entry_at, newest_seal, verify, waiting

__all__ = [
    "BATCH",
    "Chainer",
    "entries",
    "entry",
    "entry_at",
    "newest_seal",
    "record",
    "record_many",
    "verify",
    "waiting",
]
