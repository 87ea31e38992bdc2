"""What the exchange adds to the menu, the home page and the search of those who look after applications."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ayo.common.actor import Actor
from ayo.exchange import access, lists, queries, words
from ayo.exchange.data import AppCard, AppHealth, Health
from ayo.ui.data import Card, NavItem, Slot
from ayo.ui.jinja import url

_TROUBLE = frozenset({Health.DOWN, Health.TROUBLED, Health.LATE, Health.NO_CONTRACT})
SHOWN = 5


def menu(actor: Actor) -> list[NavItem]:
    """Return the exchange's places for this actor, with what waits for a decision there; one query for those."""
    if not access.may_look(actor):
        return []
    waiting = lists.decisions_waiting(actor)
    return [
        NavItem(pgettext("menu", "Aplikasi"), url("exchange:apps"), "plug", 12, hint=_("siapa menerima apa")),
        NavItem(pgettext("menu", "Rekonsiliasi"), url("exchange:drift"), "sync", 13, hint=_("salinan yang berbeda")),
        NavItem(_("Tertahan"), url("exchange:parked"), "alert", 14, waiting, "turn", _("kiriman yang menunggu")),
    ]


def cards(actor: Actor) -> list[Card]:
    """Return how the applications are, and those that need somebody, for people who look after any."""
    if not access.may_look(actor):
        return []
    healths = queries.health_list(actor)
    if not healths:
        return []
    troubled = [one for one in healths if one.health in _TROUBLE or one.parked or one.drift]
    well = len(healths) - len(troubled)
    hint = _("semua sehat") if not troubled else _("%(num)s perlu dilihat") % {"num": len(troubled)}
    glance = Card(
        _("Aplikasi terhubung"), url("exchange:apps"), "plug", Slot.GLANCE, hint=hint, tone="bad" if troubled else "ok",
        on=well, of=len(healths),
    )  # fmt: skip
    return [glance, *(_troubled(one) for one in troubled[:SHOWN])]


def found_apps(wanted: str, *, actor: Actor, limit: int) -> list[AppCard]:
    """Find applications one looks after by a part of the name; others find none."""
    if not access.may_look(actor):
        return []
    rows = (
        access.visible_to(actor).select_related("owner").filter(Q(name__icontains=wanted) | Q(slug__icontains=wanted))
    )
    return [queries.card_of(app) for app in rows.order_by("name", "pk")[:limit]]


def _troubled(one: AppHealth) -> Card:
    held = _("%(n)s kiriman tertahan, %(d)s berbeda") % {"n": one.parked, "d": one.drift}
    return Card(
        one.app.name, url("exchange:app", one.app.slug), "plug", kind=pgettext("menu", "Aplikasi"), tone="bad",
        tag=_("Perlu dilihat"), hint=words.trouble(one.last_error) if one.last_error else held,
    )  # fmt: skip
