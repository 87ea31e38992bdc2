"""Names as they are searched: without accents, punctuation and capitals."""

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9 ]+")


def search_form(name: str) -> str:
    """Return `Nur'aini  Lestari` as `nuraini lestari`."""
    letters = name.lower() if name.isascii() else _without_accents(name)
    return " ".join(_OTHER.sub("", letters.replace("-", " ")).split())[:120]


def _without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
