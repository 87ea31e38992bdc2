"""What services add to the menu, the home page and the search of each person."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ayo.common.actor import Actor, Role
from ayo.region.facade import pack
from ayo.services import access, leaflet, spoken
from ayo.services.catalogue import life
from ayo.services.queries import search, under_way
from ayo.services.queries.affairs import DraftLine
from ayo.services.queries.under_way import RunningCase
from ayo.ui.data import Card, NavItem, Turning
from ayo.ui.filters import day_of_month, moment
from ayo.ui.jinja import url

SHOWN, DRAFTS = 4, 2
METER_ROLES = (Role.OPD_ADMIN, Role.INTEGRATOR, Role.LEADER, Role.DATA_STEWARD)


def menu(actor: Actor) -> list[NavItem]:
    """Return the places of services for this actor; no query."""
    items = [NavItem(_("Layanan"), url("services:services"), "grid", 5)]
    if access.applicant_of(actor) is not None and not actor.is_helping:
        items.append(NavItem(_("Urusan saya"), url("services:affairs"), "list", 6))
    if actor.has(*METER_ROLES):
        hint = _("pertanyaan yang dapat dijawab kota")
        items.append(NavItem(_("Meter redundansi"), url("services:redundancy"), "chart", 46, hint=hint))
    return items


def cards(actor: Actor) -> list[Card]:
    """Return what somebody has under way: forms begun, cases that run or wait for them; at most two queries."""
    found = under_way.of(actor, cases=SHOWN, drafts=DRAFTS)
    return [*(_case(case) for case in found.cases), *(_draft(line) for line in found.drafts)]


def _case(line: RunningCase) -> Card:
    is_turn = line.turn in {"FIX", "CONFIRM"}
    shows_days = not line.is_over and line.days <= 10
    return Card(
        _titled(line.service, line.subject),
        url("services:answer" if line.turn == "FIX" else "services:case", line.id),
        "edit" if is_turn else line.look.icon,
        kind=_("Urusan saya"),
        hint=_hint(line),
        tag=_tag(line, is_turn=is_turn),
        tone="turn" if is_turn else "bad" if line.is_late else line.look.tone,
        foot=_("Dikirim %(at)s") % {"at": day_of_month(line.submitted_at, short=True)},
        action={"FIX": _("Jawab"), "CONFIRM": _("Lihat hasil")}.get(line.turn, ""),
        on=line.used if shows_days else 0,
        of=line.days if shows_days else 0,
    )


def _tag(line: RunningCase, *, is_turn: bool) -> str:
    if is_turn:
        return _("Giliran Anda")
    return _("Lewat janji") if line.is_late else str(line.look.word)


def _hint(line: RunningCase) -> str:
    if line.turn == "FIX":
        return _("Petugas meminta sesuatu dari Anda.")
    if line.turn == "CONFIRM":
        return _("Hasilnya sudah ada. Benar?")
    return _("Dipegang %(office)s") % {"office": line.office} if line.office else ""


def _draft(line: DraftLine) -> Card:
    return Card(
        _titled(line.service, line.subject), url("services:draft", line.id), "edit", kind=_("Belum dikirim"),
        hint=_("Tersimpan %(at)s") % {"at": moment(line.saved_at)}, tag=_("Draf"), action=_("Lanjutkan"),
    )  # fmt: skip


def _titled(service: str, subject: str) -> str:
    return f"{service} · {subject}" if subject else service


def found_services(words: str, *, limit: int) -> list[leaflet.Row]:
    """Return the services that answer the words, as rows of a list."""
    return [replace(leaflet.row(offer), side="") for offer in search.found(words, limit=limit).offers]


def lives() -> tuple[Turning, ...]:
    """Return the events of a life as links to their services."""
    return _lives(get_language() or "id", pack().folder)


@lru_cache(maxsize=8)
def _lives(_language: str, _region: Path) -> tuple[Turning, ...]:
    start = f"{url('services:services')}?kebutuhan="
    return tuple(
        Turning(spoken.words(event.label), start + event.code, event.icon, spoken.words(event.hint))
        for event in life.events().values()
    )
