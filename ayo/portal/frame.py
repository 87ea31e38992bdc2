"""The places a person can go, as the shell shows them: the rail, the dock, the way in and out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ayo.common.actor import NOBODY, Actor, ActorKind, ComeBy, Grant, Right, Role
from ayo.exchange import facade as exchange
from ayo.identity import facade as identity
from ayo.notices import facade as notices
from ayo.performance import facade as performance
from ayo.registry import facade as registry
from ayo.services import facade as services
from ayo.ui.data import NavItem
from ayo.ui.jinja import url

DOCK_PLACES = 5


def of(request: HttpRequest) -> "Frame":
    """Return the frame of a request, the same one for the view and for the shell."""
    frame: Frame | None = getattr(request, "frame", None)
    if frame is None:
        frame = Frame(request)
        request.frame = frame  # type: ignore[attr-defined]
    return frame


class Frame:
    """What stands around a page; each part is worked out when it is first asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor:
        return getattr(self.request, "actor", NOBODY)

    @cached_property
    def is_person(self) -> bool:
        return self.actor.kind is ActorKind.PERSON

    @cached_property
    def person_name(self) -> str:
        return self.actor.label if self.is_person else ""

    @property
    def is_acting(self) -> bool:
        return self.actor.on_behalf_of is not None

    @property
    def acting_name(self) -> str:
        return self.actor.on_behalf_label

    @property
    def helps_until(self) -> datetime | None:
        return self.actor.acts_until

    @property
    def acting_url(self) -> str:
        return url("identity:acting") if self.is_acting else ""

    @property
    def stop_acting_url(self) -> str:
        return url("identity:stop_acting") if self.is_acting else ""

    @cached_property
    def person_hint(self) -> str:
        if self.is_acting:
            return _("untuk %(name)s") % {"name": self.acting_name} if self.acting_name else ""
        if self.actor.may(Right.RECORD):
            return identity.held_as(main_grant(self.actor))
        return identity.level_label(self.actor.level)

    @cached_property
    def unread(self) -> int:
        return notices.unread(self.actor.id) if self.is_person and not self.is_acting else 0

    @cached_property
    def nav(self) -> tuple[NavItem, ...]:
        return self._marked(self.places) if self.is_person else ()

    @cached_property
    def dock(self) -> tuple[NavItem, ...]:
        """The first places and oneself, filled up with search and help: what a thumb reaches. The bell is above."""
        if not self.is_person:
            return ()
        me = NavItem(_("Saya"), self.me_url, "me", 0)
        end = (
            []
            if self.is_acting
            else [
                NavItem(_("Cari"), url("portal:search"), "search", 0),
                NavItem(_("Bantuan"), self.help_url, "help", 0),
            ]
        )
        own = [item for item in self.places if item.url not in {me.url, self.help_url, self.inbox_url}]
        return self._marked([*[*own, *end][: DOCK_PLACES - 1], me])

    @cached_property
    def inbox_url(self) -> str:
        return url("notices:inbox") if self.is_person and not self.is_acting else ""

    @cached_property
    def unread_url(self) -> str:
        return url("notices:unread") if self.is_person and not self.is_acting else ""

    @cached_property
    def me_url(self) -> str:
        """Lead to what is known about somebody, and where nothing is, to their account."""
        if self.is_acting:
            return url("identity:acting")
        if self.actor.may(Right.RECORD):
            return url("portal:mine")
        return url("identity:account") if self.is_person else ""

    @property
    def sign_in_url(self) -> str:
        return "" if self.is_person else url("identity:sign_in")

    @property
    def sign_out_url(self) -> str:
        return url("identity:sign_out") if self.is_person else ""

    @cached_property
    def settings_url(self) -> str:
        return url("portal:settings") if self.is_person else ""

    @cached_property
    def help_url(self) -> str:
        return url("portal:help")

    @cached_property
    def places(self) -> list[NavItem]:
        return _places(self.actor, unread=self.unread)

    @property
    def tools(self) -> list[NavItem]:
        """Return the places of somebody's work: all but those that everybody has."""
        everybodys = {"/", self.me_url, self.inbox_url, self.help_url, url("services:services")}
        return [item for item in self.places if item.url not in everybodys]

    def _marked(self, items: Sequence[NavItem]) -> tuple[NavItem, ...]:
        """Mark the place whose address is the longest beginning of this page's."""
        path = self.request.path
        own = {address: item.url for item in items for address in (item.url, *item.covers)}
        inside = [one for one in own if one == path or (one != "/" and path.startswith(one))]
        here = own[max(inside, key=len)] if inside else ""
        return tuple(replace(item, current=True) if item.url == here else item for item in items)


def _places(actor: Actor, *, unread: int) -> list[NavItem]:
    """Return every place of this person, in order."""
    if actor.on_behalf_of is not None:
        return _places_for_another(actor)
    if not actor.may(Right.RECORD):
        return [
            NavItem(_("Beranda"), url("portal:home"), "home", 0),
            *services.menu(actor),
            NavItem(_("Verifikasi"), url("identity:verify"), "user-check", 10),
            NavItem(_("Kotak masuk"), url("notices:inbox"), "inbox", 40, unread),
            NavItem(_("Akun"), url("identity:account"), "me", 50),
            NavItem(_("Bantuan"), url("portal:help"), "help", 99),
        ]
    items = [
        NavItem(_("Beranda"), url("portal:home"), "home", 0),
        NavItem(_("Data saya"), url("portal:mine"), "shield", 80 if actor.serves_the_city else 10),
        NavItem(_("Kotak masuk"), url("notices:inbox"), "inbox", 40, unread),
        NavItem(_("Bantuan"), url("portal:help"), "help", 99),
        *services.menu(actor),
        *performance.menu(actor),
        *registry.menu(actor),
        *identity.menu(actor),
        *exchange.menu(actor),
        *notices.menu(actor),
    ]
    if registry.works_with_persons(actor):
        items.append(NavItem(_("Warga"), url("portal:people"), "people", 20, hint=_("cari, lihat, betulkan")))
    if actor.has(Role.RT_HEAD, Role.RW_HEAD):
        hint = _("nama dan alamat di lingkungan Anda")
        items.append(NavItem(_("Warga RT"), url("portal:neighbours"), "people", 25, hint=hint))
    if actor.has(Role.AUDITOR):
        items.append(NavItem(_("Jejak audit"), url("portal:audit"), "history", 11, hint=_("siapa berbuat apa")))
    return sorted(items, key=lambda item: item.order)


def _places_for_another(actor: Actor) -> list[NavItem]:
    """Return where one can go for the person one acts for: nothing of one's own."""
    items = [NavItem(_("Membantu") if actor.is_helping else _("Bertindak untuk"), url("identity:acting"), "people", 0)]
    if actor.acts_within("SEE"):
        items.append(NavItem(_("Data"), url("portal:mine"), "shield", 10))
    if actor.acts_within("MESSAGES"):
        items.append(NavItem(_("Kotak masuk"), url("notices:inbox"), "inbox", 40))
    items += services.menu(actor)
    return [*items, NavItem(_("Bantuan"), url("portal:help"), "help", 99)]


def main_grant(actor: Actor) -> Grant:
    """Return what names the person best: standing in for somebody, else the first role beyond being a resident."""
    held = [grant for grant in actor.grants if grant.role is not Role.RESIDENT]
    acting = (grant for grant in held if grant.come_by in {ComeBy.PLT, ComeBy.PLH})
    return next(acting, next(iter(held), Grant(Role.RESIDENT)))
