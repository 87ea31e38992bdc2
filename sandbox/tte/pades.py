"""A signature by ETSI EN 319 142 (PAdES), level B-T: EC P-256, with a time stamp and the chain of its certificates.

pyHanko prepares the file and puts the signature where it belongs; the signature itself is made in `envelope`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sandbox.tte import envelope, stamping
from sandbox.tte.authority import Authority, Holder

FIELD = "TTE"
RESERVED = 12_000
"""Room in the file for the signature, in hexadecimal; measuring it would mean to make every signature twice."""


class _Signer(signers.Signer):
    """Signs with a key that was loaded once."""

    def __init__(self, holder: Holder, authority: Authority) -> None:
        super().__init__(
            signing_cert=holder.asn1,
            cert_registry=SimpleCertificateStore(),
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self.holder, self.authority = holder, authority

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self.holder.sign(data)

    async def async_sign(self, data_digest: bytes, digest_algorithm: str, **more: Any) -> Any:
        made = envelope.sealed(
            self.holder,
            kind=envelope.DATA,
            digest=data_digest,
            content=None,
            chain=(self.authority.issuer,),
            stamped=lambda digest: stamping.stamp(digest, "sha256", None, self.authority.clock),
        )
        return _Encoded(made)


@dataclass(frozen=True)
class _Encoded:
    """A signature as bytes, where the library expects something that it can encode."""

    content: bytes

    def dump(self) -> bytes:
        return self.content


class Pades:
    """Keeps a signer for each official."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self._signers: dict[str, _Signer] = {}

    def signed(self, content: bytes, *, nik: str, name: str, unit: str) -> bytes:
        if nik not in self._signers:
            self._signers[nik] = _Signer(self.authority.official(nik, name, unit), self.authority)
        made = signers.PdfSigner(
            signers.PdfSignatureMetadata(
                field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, name=name
            ),
            self._signers[nik],
        )
        out = made.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), bytes_reserved=RESERVED)
        assert isinstance(out, io.BytesIO)
        return out.getvalue()
