"""The authority of the sandbox: a root, under it one that issues certificates to officials, and one for time stamps.

The root and its key are kept in a folder, so that what was signed yesterday is believed today. All else is made anew
each time and lives in memory only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import x509 as parsed
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ANCHOR = "anchor.pem"
KEY = "root-key.pem"
PLACE = "Kotak Pasir (bukan BSrE)"
_YEARS = timedelta(days=365)


@dataclass(frozen=True)
class Holder:
    """A certificate and its key, loaded once."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def asn1(self) -> parsed.Certificate:
        return parsed.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))


@dataclass
class Authority:
    """`officials` are holders by NIK, each certified when first needed."""

    folder: Path
    officials: dict[str, Holder] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self._root()
        self.issuer = _certified(f"CA Penerbit {PLACE}", self.root, is_authority=True)
        self.clock = _certified(f"Cap Waktu {PLACE}", self.root, purpose=ExtendedKeyUsageOID.TIME_STAMPING)

    @property
    def anchor(self) -> Path:
        """Where those who believe this authority find its certificate."""
        return self.folder / ANCHOR

    def official(self, nik: str, name: str, unit: str) -> Holder:
        if nik not in self.officials:
            self.officials[nik] = _certified(name, self.issuer, unit=unit)
        return self.officials[nik]

    def _root(self) -> Holder:
        key_path = self.folder / KEY
        if self.anchor.exists() and key_path.exists():
            key = serialization.load_pem_private_key(key_path.read_bytes(), None)
            assert isinstance(key, ec.EllipticCurvePrivateKey)
            return Holder(x509.load_pem_x509_certificate(self.anchor.read_bytes()), key)
        made = _certified(f"CA Induk {PLACE}", None, is_authority=True)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key_path.touch(mode=0o600)
        key_path.write_bytes(
            made.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        self.anchor.write_bytes(made.certificate.public_bytes(serialization.Encoding.PEM))
        return made


def _certified(
    name: str, issuer: Holder | None, *, is_authority: bool = False, purpose: x509.ObjectIdentifier | None = None,
    unit: str = "",
) -> Holder:  # fmt: skip
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, unit)
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + (10 * _YEARS if is_authority else 2 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        public = issuer.key.public_key()
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    if purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return Holder(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def _name(name: str, unit: str) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "ID"), (NameOID.ORGANIZATION_NAME, PLACE)]
    parts += [(NameOID.ORGANIZATIONAL_UNIT_NAME, unit[:64])] if unit else []
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in [*parts, (NameOID.COMMON_NAME, name[:64])]])


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
