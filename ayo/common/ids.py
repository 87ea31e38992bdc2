"""Identifiers that sort by the time they were made."""

import os
import time
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def uuid7() -> UUID:
    """Return an RFC 9562 version 7 UUID: 48 bits of milliseconds, 74 bits of chance."""
    milliseconds = time.time_ns() // 1_000_000
    chance = int.from_bytes(os.urandom(10), "big")
    high = (chance >> 68) & 0xFFF
    low = chance & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=(milliseconds << 80) | _VERSION | (high << 64) | _VARIANT | low)
