"""The picture of who gives what to whom: sources on the left, applications on the right, the city's record between."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.exchange import kinds
from ayo.exchange.data import AppHealth, Health
from ayo.ui import filters

SHOWN = 8
NAMED = 5
# What fits a box of the picture in letters, also in a font wider than ours.
GIVES_FIT, NAME_FITS = 25, 20
Authority = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Giver:
    """A source with what it gives, as much as fits its box and in full; `side` tells to how many applications."""

    name: str
    gives: str
    everything: str
    weight: int
    side: str
    takers: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Taker:
    name: str
    weight: int
    state: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    sources: tuple[Giver, ...]
    targets: tuple[Taker, ...]
    label: str
    fields: int


def of(lines: Sequence[AppHealth], authority: Authority) -> Picture:
    targets = _takers(lines)
    given = _given(lines, authority)
    names = {line.app.slug: line.app.name for line in lines}
    sources = tuple(_giver(code, fields, names) for code, fields in _by_reach(given))
    distinct = {(kind, name) for fields in given.values() for (kind, name, _slug) in fields}
    return Picture(sources, targets, _label(sources, lines), len(distinct))


def _given(lines: Sequence[AppHealth], authority: Authority) -> dict[str, list[tuple[str, str, str]]]:
    """Return per source what flows: (kind, field, application)."""
    given: dict[str, list[tuple[str, str, str]]] = {}
    for line in lines:
        for terms in line.contract.grants if line.contract else ():
            for name in dict.fromkeys(field.partition(".")[0] for field in terms.fields):
                source = kinds.source(terms.kind, name, authority)
                if source:
                    given.setdefault(source, []).append((terms.kind, name, line.app.slug))
    return given


def _by_reach(given: Mapping[str, list[tuple[str, str, str]]]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return sorted(given.items(), key=lambda item: (-len(item[1]), item[0]))


def _giver(code: str, fields: Sequence[tuple[str, str, str]], names: Mapping[str, str]) -> Giver:
    wanted = Counter((kind, name) for kind, name, _slug in fields)
    said = dict.fromkeys(kinds.fields(kind, [name]) for (kind, name), _count in wanted.most_common())
    slugs = Counter(slug for _kind, _name, slug in fields)
    takers = [names[slug] for slug, _count in slugs.most_common()]
    side = ngettext("%(num)s aplikasi", "%(num)s aplikasi", len(takers)) % {"num": filters.number(len(takers))}
    name = kinds.source_label(code)
    return Giver(name.partition(" (")[0], _fitting(list(said)), ", ".join(said), len(fields), side, _some(takers))


def _fitting(said: Sequence[str]) -> str:
    """Say whole words only: what does not fit the box stands in the table behind the picture."""
    kept = list(said[:1])
    for word in said[1:]:
        if len(", ".join([*kept, word])) <= GIVES_FIT:
            kept.append(word)
    return ", ".join(kept)


def _short(name: str, *, room: int) -> str:
    return name if len(name) <= room else f"{name[: room - 1].rstrip()}…"


def _takers(lines: Sequence[AppHealth]) -> tuple[Taker, ...]:
    """Show those that need attention first, then those that receive most; the rest stands together in one box."""
    ranked = sorted(lines, key=lambda line: (line.health is Health.GOOD, -_weight(line), line.app.name))
    room = SHOWN if len(ranked) <= SHOWN else SHOWN - 1
    shown = sorted(ranked[:room], key=lambda line: line.app.name)
    boxes = [_taker(line) for line in shown]
    if rest := ranked[room:]:
        text = ngettext("%(num)s aplikasi lain", "%(num)s aplikasi lain", len(rest)) % {
            "num": filters.number(len(rest))
        }
        boxes.append(Taker(text, max(_weight(line) for line in rest)))
    return tuple(boxes)


def _taker(line: AppHealth) -> Taker:
    state, note = _standing(line)
    return Taker(_short(line.app.name, room=NAME_FITS - len(note)), _weight(line), state, note)


def _weight(line: AppHealth) -> int:
    return sum(len(terms.fields) for terms in line.contract.grants) if line.contract else 0


def _standing(line: AppHealth) -> tuple[str, str]:
    """Return how the ribbon to an application is drawn, and the word beside its name."""
    if line.health is Health.DOWN:
        return "cut", _("putus")
    if line.health is Health.PAUSED:
        return "cut", _("dijeda")
    if line.health is Health.NO_CONTRACT:
        return "cut", _("tanpa kontrak")
    if held := line.parked + line.refused:
        return "hold", _("%(n)s tertahan") % {"n": filters.number(held)}
    if line.health is Health.LATE:
        return "hold", _("terlambat")
    if line.drift:
        return "hold", _("%(n)s selisih") % {"n": filters.number(line.drift)}
    return ("", "") if line.health is Health.GOOD else ("hold", _("tersendat"))


def _label(sources: Sequence[Giver], lines: Sequence[AppHealth]) -> str:
    whole = _("%(sources)s sumber memberi data ke catatan kota, yang meneruskannya ke %(apps)s aplikasi.") % {
        "sources": len(sources),
        "apps": len(lines),
    }
    trouble = [f"{line.app.name}: {_standing(line)[1]}" for line in lines if _standing(line)[1]]
    return f"{whole} {_some(trouble)}" if trouble else whole


def _some(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return ", ".join(names)
    return _("%(names)s dan %(n)s lainnya") % {"names": ", ".join(names[:NAMED]), "n": len(names) - NAMED}
