"""Seals: signed places of the chain, kept in the database and in a file beside it.

Whoever can rewrite the whole chain in the database still cannot sign it anew, nor shorten the file unseen.
"""

import base64
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from ayo.audit.data import Flaw, Seal


class SealBook:
    """The signing key and the file of seals in `home`."""

    def __init__(self, home: Path) -> None:
        self._key_path = home / "keys" / "audit.pem"
        self._file = home / "audit" / "seals.ndjson"
        self._key: Ed25519PrivateKey | None = None

    def sign(self, seq: int, digest: str, at: str) -> Seal:
        signature = base64.b64encode(self._signing_key().sign(_statement(seq, digest, at))).decode()
        return Seal(seq, digest, at, signature)

    def append(self, seal: Seal) -> None:
        """Write the seal to the file and to the disk under it."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._file.open("a", encoding="ascii") as file:
            file.write(json.dumps(asdict(seal)) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def kept(self) -> list[Seal]:
        """Return the seals of the file; a half-written last line (power cut) is no seal."""
        if not self._file.exists():
            return []
        seals = []
        for line in self._file.read_text(encoding="ascii").splitlines():
            try:
                seals.append(Seal(**json.loads(line)))
            except (ValueError, TypeError):
                continue
        return seals

    def genuine(self, seals: Iterable[Seal]) -> tuple[dict[int, Seal], list[Flaw]]:
        """Sort out seals whose signature is not ours; of two for one place the older one counts."""
        good: dict[int, Seal] = {}
        flaws = []
        for seal in seals:
            try:
                statement = _statement(seal.seq, seal.hash, seal.at)
                self._signing_key().public_key().verify(base64.b64decode(seal.signature), statement)
            except (InvalidSignature, ValueError):
                flaws.append(Flaw("BAD_SEAL", seal.seq, "the signature of this seal is not ours"))
            else:
                known = good.setdefault(seal.seq, seal)
                if seal.at < known.at:
                    good[seal.seq] = seal
        return good, flaws

    def _signing_key(self) -> Ed25519PrivateKey:
        if self._key is None:
            if not self._key_path.exists():
                self._make_key()
            loaded = load_pem_private_key(self._key_path.read_bytes(), password=None)
            if not isinstance(loaded, Ed25519PrivateKey):
                raise ValueError(f"{self._key_path} is not an Ed25519 key")
            self._key = loaded
        return self._key

    def _make_key(self) -> None:
        self._key_path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        fresh = self._key_path.with_name(f".audit-{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(pem)
        try:
            self._key_path.hardlink_to(fresh)
        except FileExistsError:
            pass  # another process made it first: that one holds
        finally:
            fresh.unlink()


def _statement(seq: int, digest: str, at: str) -> bytes:
    return f"ayo-audit-seal:{seq}:{digest}:{at}".encode()
