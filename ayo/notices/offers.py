"""What notices add to the menu of whoever looks after the ways out."""

from django.utils.translation import gettext as _

from ayo.common.actor import Actor, Role
from ayo.ui.data import NavItem
from ayo.ui.jinja import url


def menu(actor: Actor) -> list[NavItem]:
    if not actor.has(Role.INTEGRATOR):
        return []
    return [NavItem(_("Saluran kabar"), url("notices:carriers"), "send", 16)]
