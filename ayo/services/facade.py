"""The door of services."""

from ayo.common.actor import Actor
from ayo.services import offers
from ayo.services.actions import settle_catalogue
from ayo.services.helping import offers as helping
from ayo.services.helping.offers import at_home as needs_at_home
from ayo.services.offers import found_services, lives
from ayo.services.workbench import offers as desk
from ayo.ui.data import Card, NavItem

__all__ = ["cards", "found_services", "lives", "menu", "needs_at_home", "settle_catalogue"]


def menu(actor: Actor) -> list[NavItem]:
    """Return the places of services: those of whoever needs something, and those of whoever works on it."""
    return [*offers.menu(actor), *desk.menu(actor), *helping.menu(actor)]


def cards(actor: Actor) -> list[Card]:
    """Return what waits in the services: one's own affairs, then one's work."""
    return [*offers.cards(actor), *desk.cards(actor)]
