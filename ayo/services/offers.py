"""What services add to the menu, the home page and the search of each person."""

from dataclasses import replace

from django.utils.translation import gettext as _

from ayo.common.actor import Actor, Right, Role
from ayo.services import access, leaflet, spoken
from ayo.services.catalogue import life
from ayo.services.queries import affairs, search
from ayo.ui import filters
from ayo.ui.data import Card, NavItem
from ayo.ui.jinja import url

SHOWN = 4
METER_ROLES = (Role.OPD_ADMIN, Role.INTEGRATOR, Role.LEADER, Role.DATA_STEWARD)


def menu(actor: Actor) -> list[NavItem]:
    """Return the places of services for this actor; no query."""
    items = [NavItem(_("Layanan"), url("services:services"), "grid", 5)]
    if actor.may(Right.RECORD):
        items.append(NavItem(_("Urusan saya"), url("services:affairs"), "task", 6))
    if actor.has(*METER_ROLES):
        hint = _("pertanyaan yang dapat dijawab kota")
        items.append(NavItem(_("Meter redundansi"), url("services:redundancy"), "chart", 17, hint=hint))
    return items


def cards(actor: Actor) -> list[Card]:
    """Return this person's affairs for the first page: what waits for them, then what runs; six queries at most."""
    me = access.applicant_of(actor)
    if me is None:
        return []
    rows = list(affairs.asked_of(actor)[:SHOWN])
    running = access.own_cases(actor).filter(ended_at__isnull=True).order_by("-submitted_at", "-pk")
    rows += [row for row in running[:SHOWN] if row.pk not in {one.pk for one in rows}]
    return [_card(line) for line in affairs.lines(rows[:SHOWN], me=me)]


def _card(line: affairs.CaseLine) -> Card:
    """One case in the words that the list of affairs uses."""
    asked = {
        "FIX": (_("Petugas meminta sesuatu dari Anda."), _("Jawab")),
        "CONFIRM": (_("Hasilnya sudah ada. Benar?"), _("Lihat hasil")),
    }
    held = _("Dipegang %(office)s") % {"office": line.holds[0].office} if line.holds else ""
    hint, action = asked.get(line.turn, (held, ""))
    return Card(
        title=line.service,
        url=url("services:case", line.id),
        icon="edit" if action else line.look.icon,
        kind=line.number,
        hint=hint,
        tag=_("Giliran Anda") if action else str(line.look.word),
        tone="turn" if action else line.look.tone,
        foot=_("Dikirim %(at)s") % {"at": filters.day_of_month(line.submitted_at, short=True)},
        action=action,
    )


def found_services(words: str, *, limit: int) -> list[leaflet.Row]:
    """Return the services that answer the words, as rows of a list."""
    return [replace(leaflet.row(offer), side="") for offer in search.found(words, limit=limit).offers]


def lives() -> list[dict[str, str]]:
    """Return the events of a life as links to their services."""
    return [
        {
            "label": spoken.words(event.label),
            "hint": spoken.words(event.hint),
            "icon": event.icon,
            "url": f"{url('services:services')}?kebutuhan={event.code}",
        }
        for event in life.events().values()
    ]
