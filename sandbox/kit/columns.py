"""How one local column says what the city's master data says, and back again without loss.

`write` turns canonical values into local ones, `read` turns them back. A value that a column cannot hold makes
`write` raise; the table then keeps that one value aside, so a round trip never loses anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.kit import places

Local = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    names: tuple[str, ...]
    paths: tuple[str, ...]
    write: Callable[..., tuple[Local, ...]]
    read: Callable[..., tuple[Any, ...]]


def column(name: str, path: str, write: Callable[[Any], Local], read: Callable[[Any], Any]) -> Column:
    """A one-to-one column; nothing stays nothing, and empty stays empty."""
    return Column(
        (name,),
        (path,),
        lambda value: (value if value is None or value == "" else write(value),),
        lambda local: (local if local is None or local == "" else read(local),),
    )


def text(name: str, path: str) -> Column:
    return column(name, path, _text, str)


def number(name: str, path: str) -> Column:
    def write(value: Any) -> Local:
        if type(value) not in {int, float} or abs(value) > 2**53:
            raise TypeError(value)
        return value  # type: ignore[no-any-return]

    return column(name, path, write, lambda local: local)


def shouted(name: str, path: str) -> Column:
    """UPPER CASE in storage, read back with a capital at the start of each word."""
    return column(name, path, lambda value: _text(value).upper(), capitals)


def capitals(shouting: str) -> str:
    return " ".join(word[:1] + word[1:].lower() for word in shouting.split(" "))


def choice(name: str, path: str, codes: Mapping[str, str]) -> Column:
    back = {local: value for value, local in codes.items()}
    return column(name, path, codes.__getitem__, back.__getitem__)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def date_dmy(name: str, path: str, between: str = "-") -> Column:
    """24-11-2026"""
    return column(
        name,
        path,
        lambda value: between.join(reversed(_date(value))),
        lambda local: "-".join(reversed(local.split(between))),
    )


def date_compact(name: str, path: str) -> Column:
    """20261124"""
    return column(
        name, path, lambda value: "".join(_date(value)), lambda local: f"{local[:4]}-{local[4:6]}-{local[6:]}"
    )


def date_words(name: str, path: str) -> Column:
    """24 Nov 2026"""

    def write(value: str) -> str:
        year, month, day = _date(value)
        return f"{day} {MONTHS[int(month) - 1]} {year}"

    def read(local: str) -> str:
        day, month, year = local.split(" ")
        return f"{year}-{MONTHS.index(month) + 1:02}-{day}"

    return column(name, path, write, read)


def phone_local(name: str, path: str, group: int = 0) -> Column:
    """0812…, or 0812-3456-… when grouped."""

    def write(value: str) -> str:
        if not re.fullmatch(r"\+62[1-9]\d+", value):
            raise ValueError(value)
        digits = "0" + value[3:]
        return "-".join(digits[i : i + group] for i in range(0, len(digits), group)) if group else digits

    return column(name, path, write, lambda local: "+62" + local.replace("-", "")[1:])


def first_and_rest(first: str, rest: str, path: str) -> Column:
    """Nama depan and nama belakang; people with one name have no second."""

    def write(value: str | None) -> tuple[Local, ...]:
        if value is None:
            return (None, None)
        head, space, tail = value.partition(" ")
        return (head, tail if space else None)

    def read(head: str | None, tail: str | None) -> tuple[Any, ...]:
        return (head if tail is None else f"{head} {tail}",)

    return Column((first, rest), (path,), write, read)


def last_comma_first(name: str, path: str) -> Column:
    """'Dewi, Ratna': as on a library card."""

    def write(value: str) -> str:
        if "," in value:
            raise ValueError(value)
        head, space, last = value.rpartition(" ")
        return f"{last}, {head}" if space else last

    def read(local: str) -> str:
        last, comma, head = local.partition(", ")
        return f"{head} {last}" if comma else last

    return column(name, path, write, read)


def rt_rw(name: str, prefix: str = "domicile", between: str = "/") -> Column:
    """003/004, with a dash for what is not known."""
    return joined(name, (f"{prefix}.rt", f"{prefix}.rw"), between)


def kelurahan(name: str, prefix: str = "domicile") -> Column:
    """The kelurahan by its name: Cikokol."""
    return column(
        name,
        f"{prefix}.kelurahan",
        lambda code: places.by_code()[code].kelurahan,
        lambda local: places.by_kelurahan()[local.upper()],
    )


def kecamatan_kelurahan(kecamatan_name: str, kelurahan_name: str, prefix: str = "domicile") -> Column:
    """Two shouted columns, as population data has always had them."""

    def write(code: str | None) -> tuple[Local, ...]:
        if code is None:
            return (None, None)
        place = places.by_code()[code]
        return (place.kecamatan.upper(), place.kelurahan.upper())

    def read(kecamatan: str | None, name: str | None) -> tuple[Any, ...]:
        return (None if kecamatan is None or name is None else places.by_name()[places.Place(kecamatan, name)],)

    return Column((kecamatan_name, kelurahan_name), (f"{prefix}.kelurahan",), write, read)


ADDRESS = re.compile(
    r"(?P<street>.*) RT (?P<rt>\S*)/RW (?P<rw>\S*), Kel\. (?P<kelurahan>[^,]+?)(?: (?P<post>\d{5}))?", re.S
)


def address_line(name: str, prefix: str = "domicile") -> Column:
    """One line as on an envelope: 'Jl. Merdeka 5 RT 003/RW 004, Kel. Cikokol 15117'."""
    parts = ("street", "rt", "rw", "kelurahan", "postal_code")

    def write(*values: str | None) -> tuple[Local, ...]:
        street, rt, rw, code, post = values
        if all(value is None for value in values):
            return (None,)
        place = "-" if code is None else places.by_code()[code].kelurahan
        tail = f" {post}" if post else ""
        return (f"{_part(street)} RT {_part(rt)}/RW {_part(rw)}, Kel. {place}{tail}",)

    def read(local: str | None) -> tuple[Any, ...]:
        if local is None:
            return (None,) * 5
        found = ADDRESS.fullmatch(local)
        if found is None:
            raise ValueError(local)
        place = found["kelurahan"]
        code = None if place == "-" else places.by_kelurahan()[place.upper()]
        return (_unpart(found["street"]), _unpart(found["rt"]), _unpart(found["rw"]), code, found["post"] or "")

    return Column((name,), tuple(f"{prefix}.{part}" for part in parts), write, read)


def point(name: str, prefix: str = "domicile") -> Column:
    """'-6.1843,106.6367': as dispatchers paste it."""

    def write(latitude: float | None, longitude: float | None) -> tuple[Local, ...]:
        if latitude is None and longitude is None:
            return (None,)
        return (f"{float(latitude)!r},{float(longitude)!r}",)  # type: ignore[arg-type] # half a point raises: kept aside

    def read(local: str | None) -> tuple[Any, ...]:
        return (None, None) if local is None else tuple(map(float, local.split(",")))

    return Column((name,), (f"{prefix}.latitude", f"{prefix}.longitude"), write, read)


def joined(name: str, paths: tuple[str, ...], between: str = "|") -> Column:
    """Several values in one column, which old applications do more often than they admit."""

    def write(*values: str | None) -> tuple[Local, ...]:
        if all(value is None for value in values):
            return (None,)
        parts = [_part(value) for value in values]
        if any(between in part for part in parts):
            raise ValueError(values)
        return (between.join(parts),)

    def read(local: str | None) -> tuple[Any, ...]:
        return (None,) * len(paths) if local is None else tuple(map(_unpart, local.split(between)))

    return Column((name,), paths, write, read)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _date(value: str) -> tuple[str, str, str]:
    found = ISO_DATE.fullmatch(value)
    if found is None:
        raise ValueError(value)
    return found[1], found[2], found[3]


def _part(value: str | None) -> str:
    return "-" if value is None else _text(value)


def _unpart(local: str) -> str | None:
    return None if local == "-" else local
