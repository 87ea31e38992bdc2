"""Asking a scanner, if there is one: AYO_SCANNER names a clamd (`tcp://host:port`, `unix:/path`) or a function
(`python:module.name`) that takes bytes and returns a Scan.

It calls the network, so it is no action; without an answer a file waits in quarantine.
"""

import logging
import socket
import struct
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from ayo.files.data import Found, Scan

logger = logging.getLogger(__name__)
_PORTION = 64 * 1024
_LONGEST_ANSWER = 4096
Scanner = Callable[[bytes], Scan]


def is_wanted() -> bool:
    return bool(settings.AYO_SCANNER)


def scan(content: bytes) -> Scan:
    """Return what the scanner says; one that is absent, slow or confused has not answered."""
    if not is_wanted():
        return Scan(Found.NOTHING)
    try:
        return _scanner()(content)
    except (OSError, ValueError) as error:
        logger.warning("the scanner did not answer", extra={"error": type(error).__name__})
        return Scan(Found.NO_ANSWER, type(error).__name__)


def _scanner() -> Scanner:
    where = settings.AYO_SCANNER
    if where.startswith("python:"):
        named: Scanner = import_string(where.removeprefix("python:"))
        return named
    return _ask_clamd


def _ask_clamd(content: bytes) -> Scan:
    """clamd's INSTREAM: portions with their length before them, then a portion of nothing; a line comes back."""
    deadline = time.monotonic() + settings.AYO_SCANNER_TIMEOUT_S
    with _connected() as line:
        line.sendall(b"zINSTREAM\0")
        for begin in range(0, len(content), _PORTION):
            portion = content[begin : begin + _PORTION]
            line.settimeout(max(0.1, deadline - time.monotonic()))
            line.sendall(struct.pack("!I", len(portion)) + portion)
        line.sendall(struct.pack("!I", 0))
        return _read(_answer(line, deadline))


def _connected() -> socket.socket:
    where = urlsplit(settings.AYO_SCANNER)
    if where.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(settings.AYO_SCANNER_TIMEOUT_S)
            line.connect(where.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((where.hostname or "", where.port or 3310), settings.AYO_SCANNER_TIMEOUT_S)


def _answer(line: socket.socket, deadline: float) -> bytes:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        line.settimeout(max(0.1, deadline - time.monotonic()))
        more = line.recv(1024)
        if not more:
            break
        said += more
    return said


def _read(said: bytes) -> Scan:
    text = said.rstrip(b"\0\n").decode("ascii", "replace")
    if text == "stream: OK":
        return Scan(Found.NOTHING)
    if text.startswith("stream: ") and text.endswith(" FOUND"):
        return Scan(Found.MALWARE, text.removeprefix("stream: ").removesuffix(" FOUND")[:100])
    raise ValueError(f"clamd said {text[:100]!r}")
