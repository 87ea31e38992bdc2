"""How surely it is this person: how their account was bound to them (`acr`), and what they showed at the door (`amr`).

Told only to applications whose contract names `assurance`, of people the contract speaks of, in the identity token and
at userinfo. `amr` keeps to the values of RFC 8176. What nobody knows is not said: neither of a session, nor of an
account that was bound before it was noted how.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ayo.common.actor import Actor
from ayo.identity.data import Proof
from ayo.registry import facade as registry
from ayo.registry.data import ASSURANCE, Kind

ACR: Mapping[str, str] = {
    Proof.IN_PERSON: "urn:ayo:acr:in-person",
    Proof.NUMBERS: "urn:ayo:acr:numbers",
    Proof.INVITED: "urn:ayo:acr:invited",
    Proof.OFFICE: "urn:ayo:acr:office",
}
CLAIMS = ("acr", "amr")
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "password": ("pwd",),
    "code": ("otp",),
    "totp": ("otp",),
    "recovery_codes": ("otp",),
    "webauthn": ("pop",),
}


def methods(records: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what was shown in a session, in the words of RFC 8176, in the order it was first shown.

    A passkey by itself is opened by finger, face or PIN, so it is two factors at once.
    """
    shown: dict[str, None] = {}
    first, second = False, False
    for record in records:
        is_guard = record.get("method") == "mfa"
        words = _SHOWN.get(str(record.get("type" if is_guard else "method")), ())
        shown.update(dict.fromkeys(words))
        first = first or not is_guard or bool(record.get("passwordless"))
        second = second or is_guard
    return [*shown, "mfa"] if first and second else list(shown)


def is_granted(actor: Actor) -> bool:
    """Tell whether the contract of an application names it at all."""
    limit = actor.limits.get(Kind.PERSON)
    return limit is not None and ASSURANCE in limit.fields


def told(actor: Actor, account: Any, shown: Iterable[str]) -> dict[str, Any]:
    """Return the claims about one account, or none when the contract does not name them or not speak of the person."""
    if not is_granted(actor) or not registry.may_see(actor, Kind.PERSON, registry.survivor_of(account.person_id)):
        return {}
    said = {"acr": ACR.get(account.proof, ""), "amr": list(shown)}
    return {claim: value for claim, value in said.items() if value}
