"""Signed data by RFC 5652 with the attributes of RFC 5035: the one shape of signatures (EN 319 122) and time stamps.

It is put together as bytes. asn1crypto encodes a value that is still being built anew at every level around it, and
takes a length that ends in 0x80 for an open one: one signature in a hundred took five seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from asn1crypto import core

from sandbox.tte.authority import Holder

SEQUENCE, SET, OCTETS, INTEGER, OBJECT, UTC_TIME = 0x30, 0x31, 0x04, 0x02, 0x06, 0x17
FIRST, SECOND = 0xA0, 0xA1
DATA, SIGNED_DATA, TIME_STAMP_INFO = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, DIGEST, TIME = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5"
OWN_CERTIFICATE, STAMP = "1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.16.2.14"
SHA256, ECDSA_SHA256 = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"


def der(tag: int, *parts: bytes) -> bytes:
    """Return a value in the distinguished encoding (X.690)."""
    content = b"".join(parts)
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def name(dotted: str) -> bytes:
    return core.ObjectIdentifier(dotted).dump()


def number(value: int) -> bytes:
    return core.Integer(value).dump()


def sealed(
    holder: Holder,
    *,
    kind: str,
    digest: bytes,
    content: bytes | None,
    chain: Sequence[Holder],
    stamped: Callable[[bytes], bytes] | None,
) -> bytes:
    """Return what `holder` signs: a digest of something elsewhere, or of `content`, which then goes along.

    `stamped` gets the digest of the signature and returns a time stamp for it.
    """
    attributes = der(SET, *sorted(_attributes(holder, digest, kind)))
    signature = holder.sign(attributes)
    own = holder.asn1
    signer = [
        number(1),
        der(SEQUENCE, own.issuer.dump(), number(own.serial_number)),
        der(SEQUENCE, name(SHA256)),
        # Signed as a set, written under a tag of its own (RFC 5652, 5.4).
        bytes([FIRST]) + attributes[1:],
        der(SEQUENCE, name(ECDSA_SHA256)),
        der(OCTETS, signature),
    ]
    if stamped is not None:
        signer.append(der(SECOND, _attribute(STAMP, stamped(hashlib.sha256(signature).digest()))))
    inside = [name(kind)] + ([der(FIRST, der(OCTETS, content))] if content is not None else [])
    data = der(
        SEQUENCE,
        number(1 if kind == DATA else 3),
        der(SET, der(SEQUENCE, name(SHA256))),
        der(SEQUENCE, *inside),
        der(FIRST, *sorted(one.asn1.dump() for one in (holder, *chain))),
        der(SET, der(SEQUENCE, *signer)),
    )
    return der(SEQUENCE, name(SIGNED_DATA), der(FIRST, data))


def _attributes(holder: Holder, digest: bytes, kind: str) -> list[bytes]:
    fingerprint = hashlib.sha256(holder.asn1.dump()).digest()
    found = [
        _attribute(CONTENT_TYPE, name(kind)),
        _attribute(DIGEST, der(OCTETS, digest)),
        _attribute(OWN_CERTIFICATE, der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, der(OCTETS, fingerprint))))),
    ]
    if kind != DATA:
        # Not in PAdES, where the file itself names the time (EN 319 142-1, 6.3).
        found.append(_attribute(TIME, der(UTC_TIME, datetime.now(UTC).strftime("%y%m%d%H%M%SZ").encode())))
    return found


def _attribute(kind: str, value: bytes) -> bytes:
    return der(SEQUENCE, name(kind), der(SET, value))
