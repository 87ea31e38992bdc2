"""What help adds to the menu and the home page of employees."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common.actor import Actor
from ayo.identity import facade as identity
from ayo.services.queries import needs
from ayo.ui.data import Card, NavItem
from ayo.ui.jinja import url


def menu(actor: Actor) -> list[NavItem]:
    """Return the places of whoever helps residents; no query, since every page has a menu."""
    if not identity.may_help(actor):
        return []
    return [
        NavItem(_("Kebutuhan warga"), url("services:needs"), "people", 6, hint=_("yang minta dibantu, untuk diambil")),
        NavItem(_("Bantu warga"), url("services:helping"), "user-check", 7, hint=_("mengisi dengan izin warga")),
    ]


def cards(actor: Actor) -> list[Card]:
    """Return what residents wait for; one query for those who help."""
    found = needs.counts(actor)
    if not found.open and not found.mine:
        return []
    words = ngettext("%(num)s warga minta dibantu", "%(num)s warga minta dibantu", found.open) % {"num": found.open}
    held = ngettext("%(num)s kebutuhan Anda pegang", "%(num)s kebutuhan Anda pegang", found.mine) % {"num": found.mine}
    return [
        Card(
            words if found.open else held, url("services:needs"), "people", kind=_("Kebutuhan warga"),
            hint=held if found.open and found.mine else _("Dekat Anda, atau pekerjaan kantor Anda."),
            tag=_("Terbuka") if found.open else _("Anda pegang"), tone="flow" if found.open else "turn",
            action=_("Buka"),
        )
    ]  # fmt: skip
