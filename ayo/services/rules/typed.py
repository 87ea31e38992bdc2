"""Numbers as people type them: thousands with dots and a decimal comma, or the other way round where it is clear."""

import re

_GROUPED = re.compile(r"^-?\d{1,3}([.\s]\d{3})+(,\d+)?$")
_COMMA = re.compile(r"^-?\d+,\d+$")
_POINT = re.compile(r"^-?\d+(\.\d+)?$")


def number(text: str) -> int | float | None:
    """Return the number in a text, or None when there is none."""
    given = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", " ")
    if _GROUPED.match(given):
        given = re.sub(r"[.\s]", "", given).replace(",", ".")
    elif _COMMA.match(given):
        given = given.replace(",", ".")
    elif not _POINT.match(given):
        return None
    return float(given) if "." in given else int(given)


def rupiah(text: str) -> int | None:
    """Return an amount of whole rupiah; `Rp` before it and `,00` after it are habit."""
    bare = re.sub(r"(?i)^\s*rp\.?\s*", "", text.strip())
    found = number(re.sub(r",0{1,2}$", "", bare))
    return found if isinstance(found, int) else None


def three_digits(text: str) -> str:
    """Return the number of an RT or RW as it is kept, 3 as 003; anything else stays as it was typed."""
    given = text.strip()
    return given.zfill(3) if given.isdigit() else given
