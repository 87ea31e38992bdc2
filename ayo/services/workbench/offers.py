"""What the workbench adds to the menu and the home page of whoever works on cases or leads those who do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common.actor import Actor, Role
from ayo.services import access
from ayo.services.queries import queue
from ayo.services.workbench import terms
from ayo.services.workbench.terms import Shelf
from ayo.ui.data import Card, NavItem
from ayo.ui.jinja import url


def menu(actor: Actor) -> list[NavItem]:
    """Return the places of the workbench; no query, since every page has a menu."""
    found = []
    if access.works_on_cases(actor):
        hint = _("antrean dan keputusan")
        found.append(NavItem(_("Meja kerja"), url("services:bench"), "work", 5, hint=hint))
    if actor.has(*access.UNIT_ROLES, *access.AREA_ROLES):
        hint = _("yang berjalan dan yang selesai")
        found.append(NavItem(_("Kasus"), url("services:office_cases"), "doc", 35, hint=hint))
    if access.leads(actor) or actor.has(Role.LEADER):
        hint = _("siapa memegang apa, apa yang terlambat")
        found.append(NavItem(_("Beban unit"), url("services:unit"), "chart", 36, hint=hint))
    return found


def cards(actor: Actor) -> list[Card]:
    """Return what waits at the desk; one query for those who work there."""
    if not access.works_on_cases(actor):
        return []
    counted = _counts(actor)
    if not counted.all:
        return []
    is_urgent = counted.due > 0
    words = ngettext("%(num)s permohonan di meja kerja", "%(num)s permohonan di meja kerja", counted.all)
    hint = _("%(mine)s Anda pegang, %(free)s belum diambil.") % {"mine": counted.mine, "free": counted.free}
    shelf = Shelf.DUE if is_urgent else Shelf.UNIT
    due = ngettext("%(num)s jatuh tempo", "%(num)s jatuh tempo", counted.due) % {"num": counted.due}
    return [
        Card(
            words % {"num": counted.all}, f"{url('services:bench')}?saring={shelf}", "work", kind=_("Meja kerja"),
            hint=hint, tag=due if is_urgent else _("Terbuka"), tone="bad" if is_urgent else "flow", action=_("Buka"),
        )
    ]  # fmt: skip


def _counts(actor: Actor) -> queue.Counts:
    today = terms.today()
    return queue.counts(actor, late_before=terms.due_before(today), today=today)
