"""Is this file a letter of ours? The very file, another one that bears its code, or nothing we know. It is not kept."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from ayo.files import facade as files
from ayo.services.letters.shown import Shown
from ayo.services.queries import letters

_CODE = re.compile(r"[2-9A-HJ-NP-Z]{16}")


class Verdict(StrEnum):
    """EXACT: byte for byte. ALTERED: bears the code of a letter and is not it. UNREADABLE: no PDF one can look into."""

    EXACT = "EXACT"
    ALTERED = "ALTERED"
    UNKNOWN = "UNKNOWN"
    UNREADABLE = "UNREADABLE"


@dataclass(frozen=True, slots=True)
class Finding:
    """`signers` is whose signatures stand on it and are good, whoever issued it."""

    verdict: Verdict
    letter: Shown | None
    signers: tuple[str, ...] = ()
    is_broken: bool = False
    """A signature on it says that something was changed after signing."""


def code_of(typed: str) -> str:
    """Return a code as it is kept, from what somebody typed or scanned; nothing when it cannot be one."""
    plain = re.sub(r"[\s-]", "", typed.strip().upper())
    return plain if _CODE.fullmatch(plain) else ""


def judged(content: bytes) -> Finding:
    """Judge a file by its bytes alone; what its name or its picture says counts for nothing."""
    exact = letters.by_digest(hashlib.sha256(content).hexdigest())
    if exact is not None:
        return Finding(Verdict.EXACT, exact)
    found = files.signatures_on(content)
    if found is None:
        return Finding(Verdict.UNREADABLE, None)
    signers = tuple(one.signer for one in found if one.is_good)
    is_broken = any(not (one.is_intact and one.covers_all) for one in found)
    for word in files.keywords_of(content):
        known = letters.by_code(word) if _CODE.fullmatch(word) else None
        if known is not None:
            return Finding(Verdict.ALTERED, known, signers, is_broken)
    return Finding(Verdict.UNKNOWN, None, signers, is_broken)
