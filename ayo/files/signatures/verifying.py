"""What the signatures on a PDF are worth: is it as it was signed, was anything added, who signed, when, are they known.

A signature is judged as of its time stamp, so a certificate that has run out since takes nothing from it. Whether a
certificate was revoked is not asked: the services we trust publish no list that is open to us.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from ayo.files.data import Signature
from ayo.files.reading import BAD_PDF, opened

logger = logging.getLogger(__name__)


def signatures(content: bytes) -> tuple[Signature, ...] | None:
    """Return what stands on a PDF, in the order of signing; None when it is no PDF that can be read."""
    from pyhanko.sign.general import SigningError

    try:
        reader = opened(content)
        if reader.encrypted:
            return None
        return tuple(_judged(one) for one in reader.embedded_regular_signatures)
    except (*BAD_PDF, SigningError) as error:
        logger.info("a PDF cannot be read", extra={"error": type(error).__name__})
        return None


def keywords(content: bytes) -> tuple[str, ...]:
    """Return the keywords a PDF bears; a letter of ours bears its code."""
    try:
        info = opened(content).trailer_view["/Info"]
        return tuple(word.strip() for word in str(info["/Keywords"]).split(",") if word.strip())
    except BAD_PDF:
        return ()


def _judged(one: Any) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator.errors import PathError, ValidationError

    stamped_at = _stamped_at(one)
    certificate = one.signer_cert
    name = str(certificate.subject.native.get("common_name", ""))
    try:
        context = _context(stamped_at or datetime.now(UTC))
        status = validate_pdf_signature(one, context, context, skip_diff=True)
    except (SignatureValidationError, PathError, ValidationError, *BAD_PDF) as error:
        logger.info("a signature cannot be judged", extra={"error": type(error).__name__})
        return Signature(name, None, "", "", is_intact=False, covers_all=False, is_known=False, is_stamped=False)
    stamp = status.timestamp_validity
    return Signature(
        signer=name,
        signed_at=stamped_at or status.signer_reported_dt,
        issuer=str(certificate.issuer.native.get("common_name", "")),
        serial=f"{certificate.serial_number:x}",
        is_intact=status.intact and status.valid,
        covers_all=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_known=status.trusted,
        is_stamped=stamp is not None and stamp.intact and stamp.valid and stamp.trusted,
    )


def _stamped_at(one: Any) -> datetime | None:
    """Return the moment the time stamp names; whether the stamp is worth anything is judged with the signature."""
    try:
        for attribute in one.signer_info["unsigned_attrs"]:
            if attribute["type"].native == "signature_time_stamp_token":
                moment = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed["gen_time"].native
                return moment if isinstance(moment, datetime) else None
    except (KeyError, IndexError, ValueError, TypeError, AttributeError):
        return None
    return None


def _context(moment: datetime) -> Any:
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=list(anchors()), moment=moment, allow_fetching=False)


def anchors() -> Sequence[Any]:
    """Return the certificates whose word counts: of the service's authority and of its time stamps."""
    paths = [Path(path) for path in settings.AYO_SIGNING_ANCHORS]
    return _anchors(tuple((path, path.stat().st_mtime_ns) for path in paths if path.is_file()))


@lru_cache(maxsize=8)
def _anchors(files: tuple[tuple[Path, int], ...]) -> Sequence[Any]:
    from asn1crypto import pem, x509

    return tuple(
        x509.Certificate.load(der)
        for path, _changed in files
        for _kind, _headers, der in pem.unarmor(path.read_bytes(), multiple=True)
    )
