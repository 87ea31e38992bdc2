"""How the provider asks Ayo: who is the issuer, which keys, who is this person, what may this client know."""

from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.internal.oauthlib.utils import get_validator_context
from allauth.idp.oidc.internal.private_keys import filter_keys
from allauth.idp.oidc.models import Client, PrivateKey
from django.contrib.auth.base_user import AbstractBaseUser

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.identity import queries
from ayo.identity.models import Account
from ayo.identity.oidc import actions, assurance, claims, keys
from ayo.registry import facade as registry
from ayo.registry.data import ASSURANCE


class Adapter(DefaultOIDCAdapter):
    def get_issuer(self) -> str:
        return queries.issuer()

    def list_private_keys(
        self, *, did_activate: Literal[True] | None = None, is_active: Literal[True] | None = None
    ) -> list[PrivateKey]:
        known = keys.published(clock.now()) or [keys.as_private(actions.make_first_key())]
        return filter_keys(known, did_activate=did_activate, is_active=is_active)

    def get_user_sub(self, client: Client, user: AbstractBaseUser) -> str:
        """The subject is the person's id in the registry: the one the application's own copy bears.

        Only people of the registry come this far (`Right.SIGN_IN_ELSEWHERE`).
        """
        return str(_person_of(user))

    def get_user_by_sub(self, client: Client, sub: str) -> AbstractBaseUser | None:
        try:
            person_id = UUID(sub)
        except ValueError:
            return None
        return Account.objects.filter(person_id=person_id, is_active=True).first()

    def get_claims(
        self,
        purpose: Literal["id_token", "userinfo"],
        user: AbstractBaseUser,
        client: Client,
        scopes: Iterable[str],
        email: str | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """The token says who, and how surely; what else is known of them is asked for at the userinfo endpoint.

        Whatever is told is noted for the person.
        """
        actor = queries.actor_of_client(client)
        known, fields = self._known(user, actor, scopes) if purpose == "userinfo" else ({}, [])
        sure = assurance.told(actor, user, _methods(purpose))
        noted = [*fields, ASSURANCE] if sure else fields
        if noted:
            registry.note_reading(person_id=_person_of(user), fields=noted, purpose=actor.purpose, actor=actor)
        return {"sub": self.get_user_sub(client, user)} | sure | known

    def _known(self, user: AbstractBaseUser, actor: Actor, scopes: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
        """Return the claims that scope and contract let through, and the fields behind them."""
        wanted = claims.wanted(scopes)
        shown = registry.shown_to(actor, "person", _person_of(user)) if wanted else {}
        told = {
            claim: text for claim, field in wanted.items() if (text := claims.said(claim, shown.get(field))) is not None
        }
        return told, [wanted[claim] for claim in told]


def _methods(purpose: str) -> list[str]:
    """Return what was shown at the sign-in that this answer descends from."""
    found = get_validator_context()
    if purpose == "userinfo":
        return actions.methods_of(found.access_token)
    return list(getattr(found, "methods", ()))


def _person_of(user: AbstractBaseUser) -> UUID:
    """Return who signs in: of two records of one person the one that stands."""
    return registry.survivor_of(user.person_id)  # type: ignore[attr-defined]
