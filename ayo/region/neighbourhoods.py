"""How a neighbourhood is written as an area: the kelurahan, then RW, then RT, as in `<kelurahan>/003/002`.

RW and RT have no national code; they are numbers of their kelurahan, in as many digits as the region writes.
"""

from typing import NamedTuple

LONGEST = 24


class Neighbourhood(NamedTuple):
    """An area taken apart; RW and RT are empty when the area is wider."""

    code: str
    rw: str
    rt: str

    @property
    def is_whole(self) -> bool:
        """Tell whether this is no neighbourhood but an area of the map."""
        return not self.rw


def neighbourhood(area: str) -> Neighbourhood:
    """Take an area apart; what is no neighbourhood is its own code."""
    code, _, rest = area.partition("/")
    rw, _, rt = rest.partition("/")
    return Neighbourhood(code, rw, rt)


def area_of(kelurahan: str, *, rw: str, rt: str) -> str:
    """Write an area; without RT it is the whole RW, without RW the whole kelurahan."""
    return "/".join(part for part in (kelurahan, rw, rt if rw else "") if part)


def lies_in(area: str, around: str) -> bool:
    """Tell whether an area lies in another or is the same; the empty area is the whole city."""
    return not around or area == around or area.startswith((f"{around}.", f"{around}/"))
