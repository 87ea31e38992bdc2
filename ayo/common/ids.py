"""Identifiers that sort by the time they were made."""

import os
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_NANOSECONDS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7() -> UUID:
    """Return an RFC 9562 version 7 UUID: milliseconds, their fraction (244 ns), 62 bits of chance."""
    milliseconds, rest = divmod(time.time_ns(), _NANOSECONDS)
    fraction = rest * 4096 // _NANOSECONDS
    chance = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=(milliseconds << 80) | _VERSION | (fraction << 64) | _VARIANT | chance)


def made_at(made: UUID) -> datetime | None:
    """Return the millisecond in which an identifier of ours was made; None for one of another kind."""
    return _EPOCH + timedelta(milliseconds=made.int >> 80) if made.version == 7 else None
