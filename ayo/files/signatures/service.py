"""Asking a signing service of the shape of BSrE's to sign a PDF in somebody's name.

This calls the network, so it is no action. The passphrase passes through and stays nowhere: it is in no row, no log,
no task and no exception.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from pyreqwest.client import SyncClient, SyncClientBuilder
from pyreqwest.exceptions import RequestError, RequestTimeoutError
from pyreqwest.multipart import FormBuilder, PartBuilder

from ayo.files.errors import NoSigner, SigningFailed, WrongPassphrase

logger = logging.getLogger(__name__)
LARGEST_ANSWER = 32 * 1024 * 1024
NOT_REGISTERED, WRONG = 2011, 2031


@dataclass(frozen=True, slots=True)
class Signed:
    """What came back: the signed PDF, and the number by which the service knows it."""

    content: bytes
    document_id: str


def is_connected() -> bool:
    return bool(settings.AYO_SIGNING_URL)


def sign(content: bytes, *, nik: str, passphrase: str) -> Signed:
    """Have a PDF signed, invisibly: its page shows already by whom.

    Raises NoSigner, WrongPassphrase or SigningFailed.
    """
    if not is_connected():
        raise SigningFailed("No signing service is connected.", code="signing_not_connected")
    form = (
        FormBuilder()
        .part("file", PartBuilder.from_bytes(content).file_name("surat.pdf").mime("application/pdf"))
        .text("nik", nik)
        .text("passphrase", passphrase)
        .text("tampilan", "invisible")
    )
    patience = timedelta(seconds=settings.AYO_SIGNING_TIMEOUT_S)
    request = _client().post(f"{settings.AYO_SIGNING_URL}/api/sign/pdf").timeout(patience)
    request = request.basic_auth(settings.AYO_SIGNING_USER, settings.AYO_SIGNING_PASSWORD)
    try:
        with request.multipart(form).build_streamed() as response:
            kept = response.body_reader.read(LARGEST_ANSWER)
            body = kept.to_bytes() if kept is not None else b""
            if response.status == 200:
                return Signed(body, response.get_header("id_dokumen") or "")
            raise _refusal(response.status, body)
    except RequestTimeoutError:
        logger.warning("the signing service is too slow")
        raise SigningFailed("The signing service is too slow.", code="signing_timeout") from None
    except RequestError as error:
        logger.warning("the signing service does not answer", extra={"error": type(error).__name__})
        raise SigningFailed("The signing service does not answer.") from None


@lru_cache(maxsize=1)
def _client() -> SyncClient:
    builder = SyncClientBuilder().no_proxy().follow_redirects(False).referer(False).user_agent("Ayo-Signing/1")
    return builder.connect_timeout(timedelta(seconds=5)).build()


def _refusal(status: int, body: bytes) -> Exception:
    code = _code(body)
    if status == 400 and code == NOT_REGISTERED:
        return NoSigner("The signing service does not know this official.")
    if status == 400 and code == WRONG:
        return WrongPassphrase("The passphrase is wrong.", fields={"passphrase": "wrong_passphrase"})
    logger.warning("the signing service refused", extra={"status": status, "code": code})
    return SigningFailed(f"The signing service refused (HTTP {status}).")


def _code(body: bytes) -> int:
    try:
        said: Any = orjson.loads(body)
        return int(said["status_code"])
    except (ValueError, KeyError, TypeError):
        return 0
