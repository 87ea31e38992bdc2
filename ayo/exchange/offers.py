"""What the exchange adds to the menu of those who look after applications."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ayo.common.actor import Actor
from ayo.exchange import access, lists
from ayo.ui.data import NavItem


def menu(actor: Actor) -> list[NavItem]:
    """Return the exchange's places for this actor, with what waits for a decision there; one query for those."""
    if not access.may_look(actor):
        return []
    return [
        NavItem(pgettext("menu", "Aplikasi"), reverse("exchange:apps"), "plug", 12),
        NavItem(pgettext("menu", "Rekonsiliasi"), reverse("exchange:drift"), "sync", 13),
        NavItem(_("Tertahan"), reverse("exchange:parked"), "alert", 14, lists.decisions_waiting(actor), "turn"),
    ]
