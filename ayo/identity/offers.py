"""What identity adds to the menu of those who give roles."""

from django.utils.translation import gettext as _

from ayo.common.actor import Actor
from ayo.identity.granting import rules
from ayo.ui.data import NavItem
from ayo.ui.jinja import url


def menu(actor: Actor) -> list[NavItem]:
    return [NavItem(_("Peran"), url("identity:roles"), "key", 65)] if rules.gifts_of(actor) else []
