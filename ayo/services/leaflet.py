"""What the page of a service says, in the reader's language: its terms, its way, its standard, its price."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.common.actor import Role
from ayo.region.facade import pack
from ayo.services import spoken
from ayo.services.catalogue import life
from ayo.services.data import PUBLISHED, STANDARD, Charge, Definition, DocumentNeed, Stage, Unit
from ayo.services.data.offers import Offer
from ayo.services.issued import Issued
from ayo.services.rules import fees, stages
from ayo.ui import filters
from ayo.ui.jinja import url

COMPONENTS: Mapping[str, Promise] = {
    "legal_basis": later("Dasar hukum"),
    "requirements": later("Persyaratan"),
    "procedure": later("Sistem, mekanisme, dan prosedur"),
    "time": later("Jangka waktu penyelesaian"),
    "fee": later("Biaya atau tarif"),
    "product": later("Produk pelayanan"),
    "facilities": later("Sarana, prasarana, dan fasilitas"),
    "competence": later("Kompetensi pelaksana"),
    "supervision": later("Pengawasan internal"),
    "complaints": later("Pengaduan, saran, dan masukan"),
    "staff": later("Jumlah pelaksana"),
    "guarantee": later("Jaminan pelayanan"),
    "safety": later("Jaminan keamanan dan keselamatan"),
    "evaluation": later("Evaluasi kinerja pelaksana"),
}

_NEIGHBOURS = frozenset({Role.RT_HEAD, Role.RW_HEAD})
"""Who serves from home and not in an office."""


@dataclass(frozen=True, slots=True)
class Row:
    """A service in a list."""

    label: str
    url: str
    icon: str
    hint: str
    side: str


def row(offer: Offer) -> Row:
    made = offer.made
    side = f"{fee(made)} · {days(made.days)}"
    return Row(
        spoken.words(made.name), url("services:service", offer.code), icon(made), spoken.words(made.summary), side
    )


def icon(made: Definition) -> str:
    found = life.events().get(made.life_events[0]) if made.life_events else None
    return found.icon if found else "doc"


def owner(made: Definition) -> str:
    """Return who answers for the service, as people call it."""
    return office(made.owner)


def office(code: str) -> str:
    areas = {Unit.KELURAHAN: _("Kelurahan tempat tinggal Anda"), Unit.KECAMATAN: _("Kecamatan tempat tinggal Anda")}
    if code in areas:
        return areas[Unit(code)]
    return next((seed.name for seed in pack().organisations if seed.code == code), code)


def owner_short(made: Definition) -> str:
    """Return who answers for it in a few letters."""
    areas = pack().label("area_levels", made.owner, get_language() or "id")
    return next((seed.short_name for seed in pack().organisations if seed.code == made.owner), areas)


def days(count: int) -> str:
    """Return a number of working days; none means that it was done the day it came in."""
    if not count:
        return _("hari itu juga")
    return ngettext("%(num)s hari kerja", "%(num)s hari kerja", count) % {"num": filters.number(count)}


def fee(made: Definition) -> str:
    if fees.is_free(made):
        return _("Gratis")
    return _("Dihitung") if made.charges else filters.rupiah(made.fee)


def standard(made: Definition) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the components that must be told to everybody, and the others, each in the order of the law."""
    told = {name: {"label": str(COMPONENTS[name]), "text": spoken.words(made.standard[name])} for name in STANDARD}
    others = [component for name, component in told.items() if name not in PUBLISHED]
    return [told[name] for name in PUBLISHED], others


def way(made: Definition) -> list[dict[str, str]]:
    """Return what happens after sending, stage by stage: who does it, side by side with what, by which day."""
    return [{"label": spoken.words(stage.told), "hint": _stage_hint(made, stage)} for stage in made.stages]


def _stage_hint(made: Definition, stage: Stage) -> str:
    latest = max(1, ceil(made.days * stages.share_until(made.stages, stage.code) / 100))
    parts = [] if stage.role in _NEIGHBOURS else [office(stage.office or _worked_in(made, stage))]
    beside = [one for one in made.stages if one is not stage and one.after == stage.after]
    if beside:
        parts.append(_("bersamaan dengan: %(what)s") % {"what": ", ".join(_title(one) for one in beside)})
    parts.append(_("paling lambat hari kerja ke-%(day)s") % {"day": filters.number(latest)})
    return " · ".join(parts)


def _worked_in(made: Definition, stage: Stage) -> str:
    return made.owner if stage.unit is Unit.OWNER else stage.unit


def _title(stage: Stage) -> str:
    words = spoken.words(stage.title)
    return words[:1].lower() + words[1:]


def papers(made: Definition, letters: Mapping[str, Issued]) -> list[dict[str, str]]:
    """Return the papers that may be needed, with when, and whether the city wrote them itself, by kind in `letters`."""
    return [_paper(made, need, letters.get(need.kind)) for need in made.documents]


def _paper(made: Definition, need: DocumentNeed, letter: Issued | None) -> dict[str, str]:
    said = _("No. %(number)s, kami lampirkan.") % {"number": letter.number} if letter else spoken.words(need.help)
    tag = _("dari layanan kota") if need.produced_by else "" if need.is_required else _("bila ada")
    return {
        "label": spoken.words(need.label),
        "hint": " ".join(part for part in (_paper_when(made, need.when), said) if part),
        "icon": "check" if need.produced_by else "doc",
        "tag": _("sudah ada") if letter else tag,
    }


def _paper_when(made: Definition, when: object) -> str:
    said = condition(made, when)
    return f"{said}." if said else ""


def condition(made: Definition, when: object) -> str:
    """Return a condition in words, as question and answer, or nothing."""
    name, values = getattr(when, "field", ""), getattr(when, "values", ())
    if not name:
        return ""
    field = made.field(name)
    labels = {option.value: spoken.words(option.label) for option in field.options}
    answer = _(" atau ").join(labels.get(value, value) for value in values)
    return _("Bila %(question)s: %(answer)s") % {"question": spoken.words(field.label), "answer": answer}


def tariff(made: Definition) -> Iterator[dict[str, object]]:
    """Yield each line of a computed fee: what it is, its rates, what it is multiplied by, when it applies."""
    for charge in made.charges:
        yield {
            "label": spoken.words(charge.label),
            "rates": list(_rates(made, charge)),
            "times": [spoken.words(made.field(name).label) for name in charge.times],
            "when": condition(made, charge.when),
            "is_charged": charge.is_charged,
        }


def _rates(made: Definition, charge: Charge) -> Iterator[str]:
    if charge.of:
        line = next(one for one in made.charges if one.code == charge.of)
        share = {"percent": filters.number(charge.percent), "what": spoken.words(line.label)}
        yield _("%(percent)s persen dari: %(what)s") % share
    elif charge.by:
        labels = {option.value: spoken.words(option.label) for option in made.field(charge.by).options}
        for answer, amount in charge.amounts.items():
            yield f"{labels[answer]} {filters.rupiah(amount)}"
    else:
        yield filters.rupiah(charge.amount)


def bill_lines(bill: fees.Bill) -> list[dict[str, str]]:
    """Return a worked-out fee line by line: how each amount came about."""
    return [
        {
            "label": spoken.words(line.label),
            "how": _how(line),
            "amount": filters.rupiah(line.amount),
            "note": "" if line.is_charged else _("dasar hitungan, tidak ditagih"),
        }
        for line in bill.lines
    ]


def _how(line: fees.Line) -> str:
    factors = [f"{spoken.words(one.label)} {filters.number(one.value, _places(one))}" for one in line.factors]
    share = [f"{filters.number(line.percent)} %"] if line.percent != fees.HUNDRED else []
    return " × ".join([filters.rupiah(line.rate), *factors, *share])


def _places(factor: fees.Factor) -> int:
    return 0 if factor.value == factor.value.to_integral_value() else 2
