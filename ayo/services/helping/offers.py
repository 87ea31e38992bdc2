"""What help adds to the menu and the home page of employees."""

from django.utils.translation import gettext as _

from ayo.common.actor import Actor
from ayo.identity import facade as identity
from ayo.services import spoken, versions
from ayo.services.catalogue import helping as catalogue
from ayo.services.data.helping import NeedCard, NeedLine, NeedsAtHome
from ayo.services.helping import words
from ayo.services.queries import needs
from ayo.ui.data import NavItem
from ayo.ui.jinja import url

SHOWN = 4


def menu(actor: Actor) -> list[NavItem]:
    """Return the places of whoever helps residents; no query, since every page has a menu."""
    if not identity.may_help(actor):
        return []
    return [
        NavItem(_("Kebutuhan warga"), url("services:needs"), "people", 6, hint=_("yang minta dibantu, untuk diambil")),
        NavItem(_("Bantu warga"), url("services:helping"), "user-check", 7, hint=_("mengisi dengan izin warga")),
    ]


def at_home(actor: Actor) -> NeedsAtHome | None:
    """Return what residents wait for, for the first page of whoever helps them; one query, and None for others."""
    if not identity.may_help(actor):
        return None
    lines, waiting, held = needs.at_home(actor, limit=SHOWN)
    return NeedsAtHome(tuple(card(one) for one in lines), waiting, held, catalogue.work().minutes)


def card(one: NeedLine) -> NeedCard:
    """Return what anybody entitled may know: what, where about, how, since when."""
    made = versions.definition_of(one.version_id) if one.version_id else None
    return NeedCard(
        one.id, spoken.words(made.name) if made else one.service_code, words.place(one.area, one.rw),
        str(words.HOW_FOR_OFFICER[one.how]), words.ICONS[one.how], words.age(one.asked_at), one.is_near, one.is_skill,
    )  # fmt: skip
