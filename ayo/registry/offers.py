"""What the registry adds to the menu of each person."""

from django.utils.translation import gettext as _

from ayo.common.actor import Actor, Role
from ayo.registry import access, lists
from ayo.registry.imports import access as imports
from ayo.ui.data import NavItem
from ayo.ui.jinja import url


def menu(actor: Actor) -> list[NavItem]:
    """Return the registry's places for this actor, with what waits there; one query for those who decide."""
    decides = actor.has(*access.PROPOSAL_ROLES) or bool(actor.sources)
    waiting = lists.waiting_count(actor) if decides else 0
    items = [NavItem(_("Usulan"), url("registry:proposals"), "edit", 30, waiting, "turn")]
    if actor.has(*(role for role in Role if role is not Role.RESIDENT)):
        items.append(NavItem(_("Organisasi"), url("registry:organisations"), "building", 60))
    if imports.may_import(actor):
        items.append(NavItem(_("Impor"), url("registry:imports"), "up", 70))
    return items
