"""Why a delivery failed, as it is kept: a code with one detail. What it is called in whose language, `words` knows."""

from enum import StrEnum

MARK = "!"
LONGEST = 300


class Fault(StrEnum):
    """SAID are words of the application itself, or a text from before there were codes."""

    SAID = "SAID"
    HTTP = "HTTP"
    REDIRECT = "REDIRECT"
    GONE = "GONE"
    NO_CONNECTION = "NO_CONNECTION"
    NO_ANSWER = "NO_ANSWER"
    CUT_OFF = "CUT_OFF"
    FILE_NOT_WRITTEN = "FILE_NOT_WRITTEN"
    BAD_LETTERS = "BAD_LETTERS"
    NOT_HTTP = "NOT_HTTP"
    INCOMPLETE_ADDRESS = "INCOMPLETE_ADDRESS"
    BAD_PORT = "BAD_PORT"
    BAD_HOST = "BAD_HOST"
    UNKNOWN_HOST = "UNKNOWN_HOST"
    INNER_ADDRESS = "INNER_ADDRESS"
    UNFIT_PORT = "UNFIT_PORT"
    NOT_IN_CONTRACT = "NOT_IN_CONTRACT"
    DIGEST_NOT_JSON = "DIGEST_NOT_JSON"
    DIGEST_UNREADABLE = "DIGEST_UNREADABLE"
    TOO_FAR_BEHIND = "TOO_FAR_BEHIND"


_KNOWN = frozenset(Fault)


def coded(fault: Fault, detail: str) -> str:
    """Return a fault as its column keeps it."""
    return f"{MARK}{fault} {detail}".rstrip()[:LONGEST]


def parted(kept: str) -> tuple[Fault, str]:
    """Return code and detail of what a column keeps; a text without a code is somebody's own words."""
    code, _space, detail = kept.removeprefix(MARK).partition(" ")
    if not kept.startswith(MARK) or code not in _KNOWN:
        return Fault.SAID, kept
    return Fault(code), detail


def facts(kept: str) -> dict[str, str]:
    """Return a fault for programs: its code and its detail, both empty when there is none."""
    if not kept:
        return {"error": "", "error_detail": ""}
    fault, detail = parted(kept)
    return {"error": fault.value, "error_detail": detail}
