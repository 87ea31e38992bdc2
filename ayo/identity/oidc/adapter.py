"""How the provider asks Ayo: who is the issuer, which keys, who is this person, what may this client know."""

from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.internal.private_keys import filter_keys
from allauth.idp.oidc.models import Client, PrivateKey
from django.contrib.auth.base_user import AbstractBaseUser

from ayo.common import clock
from ayo.identity import queries
from ayo.identity.models import Account
from ayo.identity.oidc import actions, claims, keys
from ayo.registry import facade as registry


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
        return str(user.person_id)  # type: ignore[attr-defined]

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
        """The token says who; what is known of them is asked for at the userinfo endpoint, and noted there."""
        said = {"sub": self.get_user_sub(client, user)}
        return said | self._known(user, client, scopes) if purpose == "userinfo" else said

    def _known(self, user: AbstractBaseUser, client: Client, scopes: Iterable[str]) -> dict[str, Any]:
        person_id: UUID = user.person_id  # type: ignore[attr-defined]
        actor = queries.actor_of_client(client)
        wanted = claims.wanted(scopes)
        shown = registry.shown_to(actor, "person", person_id) if wanted else {}
        told = {
            claim: text for claim, field in wanted.items() if (text := claims.said(claim, shown.get(field))) is not None
        }
        if told:
            registry.note_reading(
                person_id=person_id, fields=[wanted[claim] for claim in told], purpose=actor.purpose, actor=actor
            )
        return told
