"""Letting a connected application sign people in."""

from collections.abc import Collection

from django.db import transaction

from ayo.common.actor import Actor
from ayo.exchange import access
from ayo.exchange.actions import contracts
from ayo.exchange.models import App
from ayo.identity import facade as identity
from ayo.identity.data import ClientMade


@transaction.atomic
def create_client(
    *,
    app: App,
    redirect_uris: Collection[str],
    logout_uris: Collection[str],
    scopes: Collection[str],
    is_public: bool,
    asks_consent: bool,
    actor: Actor,
) -> ClientMade:
    """Register the application's sign-in; what it learns of people is bounded by its contract. Raises Invalid."""
    access.require(access.may_manage(actor, app))
    return identity.create_client(
        app_id=app.pk,
        name=app.name,
        redirect_uris=redirect_uris,
        logout_uris=logout_uris,
        scopes=scopes,
        is_public=is_public,
        asks_consent=asks_consent,
        limits=contracts.limits_of(app),
        actor=actor,
    )
