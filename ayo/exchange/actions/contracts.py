"""Signing contracts, and mirroring the one in force into the application's API keys."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.events import facade as events
from ayo.exchange import access, kinds, rules, terms
from ayo.exchange.actions import revision
from ayo.exchange.data import ContractCard
from ayo.exchange.events import ContractSet
from ayo.exchange.models import App, Contract
from ayo.identity import facade as identity


@transaction.atomic
def set_contract(*, app: App, terms: Mapping[str, Any], actor: Actor) -> ContractCard:
    """Sign the next version of the contract; it holds for the very next event, or from `valid_from` on."""
    access.require(access.may_sign(actor))
    row = App.objects.select_for_update().get(pk=app.pk)
    values = parsed(terms)
    versions = cards_of(row)
    version = max((card.version for card in versions), default=0) + 1
    Contract.objects.create(app=row, version=version, signed_by=actor.id, signed_label=actor.label[:200], **values)
    audit.record(
        "exchange.set_contract", actor=actor, subject_kind="app", subject_id=row.pk, label=row.slug,
        after={"version": version, **values}, purpose=values["purpose"],
    )  # fmt: skip
    events.publish(ContractSet(app_id=row.pk, slug=row.slug, version=version), actor=actor)
    identity.set_limits(app_id=row.pk, limits=limits_of(row))
    revision.bump()
    return cards_of(row)[-1]


def refresh_limits() -> None:
    """Mirror the contracts of the day into all keys: some began today, some ended yesterday."""
    for app in App.objects.order_by("pk"):
        identity.set_limits(app_id=app.pk, limits=limits_of(app))


def limits_of(app: App) -> dict[str, Any]:
    contract = rules.contract_on(cards_of(app), clock.today())
    if contract is None:
        return {}
    return {
        grant.kind: {
            "fields": list(grant.fields),
            "areas": list(grant.areas),
            "groups": list(grant.groups),
            "purpose": contract.purpose,
        }
        for grant in contract.grants
    }


def cards_of(app: App) -> list[ContractCard]:
    rows = Contract.objects.filter(app=app).order_by("version").values(*terms.COLUMNS)
    return [terms.card(**row) for row in rows]


def parsed(given: Mapping[str, Any]) -> dict[str, Any]:
    known = {kind: frozenset(kinds.field_names(kind)) for kind in kinds.codes()}
    return terms.parse(given, known)
