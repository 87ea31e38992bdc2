"""The door to the region: one pack per process, read from AYO_REGION_DIR when first asked for."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ayo.region import loader
from ayo.region.data import Pack
from ayo.region.errors import PackError
from ayo.region.reading import Faults, Table, toml

__all__ = ["Faults", "PackError", "Table", "pack", "toml"]


def pack() -> Pack:
    """Return the pack this city runs on, or raise PackError with everything that is wrong with it."""
    return _pack(settings.AYO_REGION_DIR)


@lru_cache(maxsize=4)
def _pack(folder: str | Path) -> Pack:
    return loader.load(Path(folder))
