"""How an assistance stands, and whom somebody acts for under one."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from ayo.common import clock, sql
from ayo.common.actor import Actor, Grant, Role
from ayo.identity import logins, passkeys
from ayo.identity.assisting import rules
from ayo.identity.assisting.data import AssistanceLine, Standing, Way
from ayo.identity.data import HELPERS, LoginKind
from ayo.identity.delegating import queries as delegating
from ayo.identity.delegating.data import Scope
from ayo.identity.joining import rules as codes
from ayo.identity.joining import ways
from ayo.identity.models import Account, Assistance, Login
from ayo.registry import facade as registry
from ayo.registry.data import Kind

ASSISTING = "assisting"
"""Under this name a session keeps under which assistance its owner acts."""

_ACTING = """
select person.id, person.front_title, person.name, person.back_title, given.thing, given.ends_at,
       given.ended_at is null and given.ends_at > %(now)s and person.life_state = 'ALIVE'
           and person.merged_into_id is null
from identity_assistance given
join registry_person person on person.id = given.principal_id
where given.id = %(given)s and given.helper_id = %(me)s and given.confirmed_at is not null
"""


def may_help(actor: Actor) -> bool:
    """Tell whether helping residents is this actor's work at all."""
    return actor.person_id is not None and actor.on_behalf_of is None and actor.has(*HELPERS)


def acting(actor: Actor, assistance_id: str) -> Actor:
    """Return the actor as helping: no role of their own goes along, and nothing is open but one service.

    When it has ended they do not become themselves again unasked: they may do nothing at all.
    """
    rows = sql.rows(_ACTING, {"given": assistance_id, "me": actor.id, "now": clock.now()})
    person_id, front, name, back, thing, ends_at, stands = rows[0] if rows else (actor.id, "", "", "", "", None, False)
    stands = stands and actor.has(*HELPERS)
    whole = f"{front} {name}".strip() + (f", {back}" if back else "")
    return replace(
        actor,
        grants=(Grant(Role.RESIDENT),),
        sources=frozenset(),
        scopes=frozenset({Scope.APPLY.value}) if stands else frozenset(),
        on_behalf_of=person_id,
        on_behalf_label=whole if stands else "",
        assistance_id=UUID(assistance_id),
        only_for=thing,
        acts_until=ends_at,
    )


def are_kin(one: UUID, other: UUID) -> bool:
    """Tell whether two are of one family as far as the city knows: a card, now or before, or a right to act."""
    if registry.share_family_card(one, other):
        return True
    pairs = ((one, other), (other, one))
    return any(who in {mandate.principal_id for mandate in delegating.mandates_of(by)} for by, who in pairs)


def ways_to(principal_id: UUID, *, helper_id: UUID) -> list[Way]:
    """Return how a code reaches the resident; an address that this very helper wrote down is no way."""
    return [Way(kind, logins.hidden(kind, value)) for kind, value in addresses(principal_id, helper_id=helper_id)]


def addresses(principal_id: UUID, *, helper_id: UUID) -> list[tuple[LoginKind, str]]:
    """Return where the resident can be written to: what they proved, else what the registry holds."""
    proved = Login.objects.filter(
        account__person_id=principal_id, account__is_active=True, kind__in=[LoginKind.PHONE, LoginKind.EMAIL]
    )
    found = {LoginKind(row.kind): row.value for row in proved.order_by("-pk")}
    held = registry.record(Kind.PERSON, principal_id)
    for kind, name in ((LoginKind.PHONE, "phone"), (LoginKind.EMAIL, "email")):
        value = str((held.fields.get(name) if held else "") or "")
        if not value or kind in found:
            continue
        said = registry.who_said(Kind.PERSON, principal_id, {name: value})
        if said is None or said[0] != helper_id:
            found[kind] = value
    return [
        (kind, found[kind]) for kind in (LoginKind.PHONE, LoginKind.EMAIL) if kind in found and kind in ways.offered()
    ]


def language_of(principal_id: UUID) -> str:
    return Account.objects.filter(person_id=principal_id).values_list("language", flat=True).first() or ""


def has_passkey(principal_id: UUID) -> bool:
    """Tell whether the resident can agree by a passkey: the only yes that a signed-in session gives."""
    keys = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN, user__person_id=principal_id)
    return bool(passkeys.rp_id()) and keys.filter(user__is_active=True).exists()


def of_helper(assistance_id: UUID, helper_id: UUID) -> AssistanceLine | None:
    """Return an assistance to whoever asked for it."""
    row = _rows().filter(pk=assistance_id, helper_id=helper_id).first()
    return line(row) if row else None


def of_principal(person_id: UUID, *, limit: int) -> list[AssistanceLine]:
    """Return who asked to help a person, the newest first."""
    return [line(row) for row in _rows().filter(principal_id=person_id).order_by("-asked_at", "-pk")[:limit]]


def is_asked(assistance_id: UUID, principal_id: UUID) -> bool:
    """Tell whether somebody was ever asked this, whatever became of it."""
    return Assistance.objects.filter(pk=assistance_id, principal_id=principal_id).exists()


def acting_url(assistance_id: UUID) -> str:
    """Return where the helper goes on with it."""
    return Assistance.objects.filter(pk=assistance_id).values_list("url", flat=True).first() or ""


def line(row: Assistance) -> AssistanceLine:
    now = clock.now()
    code = row.code
    waits = code is not None and code.is_open(now) and code.tries < codes.TRIES
    return AssistanceLine(
        id=row.pk, helper_id=row.helper_id, helper=row.helper.titled_name, principal_id=row.principal_id,
        principal=row.principal.titled_name, thing=row.thing, named=row.named, standing=standing(row, now),
        confirmed_by=row.confirmed_by, asked_at=row.asked_at, ask_until=row.ask_until, ends_at=row.ends_at,
        codes_sent=row.codes_sent, code_waits=waits, tries_left=codes.TRIES - code.tries if code and waits else 0,
    )  # fmt: skip


def standing(row: Assistance, now: datetime) -> Standing:
    return rules.standing(
        now=now, ask_until=row.ask_until, confirmed_at=row.confirmed_at, ends_at=row.ends_at,
        refused_at=row.refused_at, ended_at=row.ended_at,
    )  # fmt: skip


def _rows() -> Any:
    return Assistance.objects.select_related("helper", "principal", "code")
