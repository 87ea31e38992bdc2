"""What identity adds to the menu: roles for those who give them, people to verify for those who see their cards."""

from django.utils.translation import gettext as _

from ayo.common.actor import Actor
from ayo.identity.granting import rules
from ayo.identity.inviting import queries as inviting
from ayo.identity.joining import access
from ayo.ui.data import NavItem
from ayo.ui.jinja import url


def menu(actor: Actor) -> list[NavItem]:
    items = []
    if access.verifies(actor):
        waiting = access.waiting_count(actor)
        items.append(NavItem(_("Verifikasi akun"), url("identity:checks"), "user-check", 26, waiting, "turn"))
    if actor.has(*inviting.INVITERS):
        hint = _("pegawai yang belum punya akun")
        items.append(NavItem(_("Undangan pegawai"), url("identity:invitations"), "send", 64, hint=hint))
    if rules.gifts_of(actor):
        items.append(NavItem(_("Peran"), url("identity:roles"), "key", 65, hint=_("beri dan akhiri peran")))
    return items
