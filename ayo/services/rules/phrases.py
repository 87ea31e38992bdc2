"""Texts that are written again and again, with places that are filled in: `{nama}`, `{layanan}`, `{nomor}` …"""

import re
from collections.abc import Mapping

PLACES = ("nama", "layanan", "nomor", "tahap", "kantor", "petugas", "tenggat")
"""What a text may name; each is known of every case."""
LONGEST = 1000
_PLACE = re.compile(r"\{([^{}\s]*)\}")


def unknown(text: str) -> list[str]:
    """Return the places of a text that nothing can fill."""
    return sorted({name for name in _PLACE.findall(text) if name not in PLACES})


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its places filled; a place that nothing is known of stays to be seen."""
    return _PLACE.sub(lambda found: values.get(found.group(1), found.group(0)), text)
