"""Time stamps by RFC 3161: whoever sends a digest is given back a signed word that it existed at this moment."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from asn1crypto import tsp

from sandbox.tte import envelope
from sandbox.tte.authority import Holder

POLICY = "1.3.6.1.4.1.32473.1.1"
"""Under the number that RFC 5612 keeps for examples."""
DIGESTS = {"sha256", "sha384", "sha512"}


def answer(request: bytes, clock: Holder) -> bytes:
    """Answer one request; a digest of a kind that is no longer believed is refused."""
    asked = tsp.TimeStampReq.load(request)
    imprint = asked["message_imprint"]
    kind, digest = imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native
    if kind not in DIGESTS or len(digest) != hashlib.new(kind).digest_size:
        status = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {"bad_alg"}})
        return envelope.der(envelope.SEQUENCE, status.dump())
    granted = tsp.PKIStatusInfo({"status": "granted"}).dump()
    return envelope.der(envelope.SEQUENCE, granted, stamp(digest, kind, asked["nonce"].native, clock))


def stamp(digest: bytes, kind: str, nonce: int | None, clock: Holder) -> bytes:
    """Return a token for a digest."""
    info: dict[str, object] = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": {"hash_algorithm": {"algorithm": kind}, "hashed_message": digest},
        "serial_number": secrets.randbits(63),
        "gen_time": datetime.now(UTC),
        "accuracy": {"seconds": 1},
    }
    if nonce is not None:
        info["nonce"] = nonce
    content = tsp.TSTInfo(info).dump()
    return envelope.sealed(
        clock,
        kind=envelope.TIME_STAMP_INFO,
        digest=hashlib.sha256(content).digest(),
        content=content,
        chain=(),
        stamped=None,
    )
