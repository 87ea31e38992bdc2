"""Names as they are searched: without accents, punctuation and capitals."""

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9 ]+")


def search_form(name: str) -> str:
    """Return `Nur'aini  Lestari` as `nuraini lestari`."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(_OTHER.sub("", letters.replace("-", " ")).split())[:120]
