"""What tests of pages need beside the cast: people signed in, a change, an application that may have it."""

import html
import re
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.test import Client

from ayo.audit import rules
from ayo.audit.data import Entry
from ayo.audit.models import AuditEntry, Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM, Level
from ayo.exchange.models import App
from ayo.identity import facade as identity
from ayo.identity.joining import actions as joining
from ayo.identity.models import Account, Check
from ayo.identity.queries import actor_of_account
from ayo.portal import holdings
from ayo.registry import facade as registry
from ayo.registry.data import Kind, Outcome
from tests.cast import CIKOKOL, Cast
from tests.exchange import desk, factories

PASSWORD = "pintu-air-sepuluh"
NOBODY_KNOWS = UUID("01900000-0000-7000-8000-000000000000")


def account(cast: Cast, name: str, *, is_demo: bool = False) -> Account:
    person_id = getattr(cast, name)
    known = Account.objects.filter(person_id=person_id).first()
    return known or identity.open_account(
        login=f"{name}@contoh.id", person_id=person_id, password="", is_demo=is_demo, actor=SYSTEM
    )


def visitor(cast: Cast, name: str) -> Client:
    """Return a browser in which somebody of the cast is signed in; an empty name is nobody."""
    client = Client()
    if name:
        client.force_login(account(cast, name), backend="ayo.identity.backends.LoginBackend")
    return client


def links(page: str) -> set[str]:
    """Return where a page leads within the house."""
    return set(re.findall(r'href="(/[^"]*)"', html.unescape(page)))


def change(cast: Cast, who: str, values: dict[str, Any], *, whom: str = "") -> Outcome:
    return registry.change_record(
        Kind.PERSON,
        getattr(cast, whom or who),
        values,
        valid_from=clock.today(),
        actor=cast.actor(who),
        expected_version=None,
        note="sesuai akta",
    )


def application(slug: str, *fields: str) -> App:
    """Connect an application that may have these fields of every person."""
    holdings.forget()
    return desk.app(slug, contract=factories.terms(*fields))


def waiting_check() -> Check:
    """Return the request of somebody of Cikokol to be verified in person."""
    guest = identity.open_sample_guest(login="tamu@contoh.id", level=Level.UNVERIFIED, name="Tamu")
    assert guest is not None
    joining.ask_check(account=guest, name="Tamu Kota", area=CIKOKOL, actor=actor_of_account(guest))
    return Check.objects.get(account=guest)


def chain_everything() -> None:
    """Give each noted act its place in the chain, as the relay does."""
    facts = [field.name for field in fields(Entry)]
    last = AuditEntry.objects.order_by("-seq").first()
    entries = []
    for row in Inbox.objects.order_by("id"):
        values = {name: getattr(row, name) for name in facts}
        entries.append(Entry(**(values | {"fields": tuple(values["fields"])})))
    for sealed in rules.chained(entries, after_seq=last.seq if last else 0, after_hash=last.hash if last else ""):
        given = {name: getattr(sealed.entry, name) for name in facts}
        AuditEntry.objects.create(
            seq=sealed.seq, prev_hash=sealed.prev_hash, hash=sealed.hash, **(given | {"fields": list(given["fields"])})
        )
    Inbox.objects.all().delete()
