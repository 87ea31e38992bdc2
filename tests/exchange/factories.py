"""Applications, contracts and events for the exchange's tests."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from ayo.common import clock, ids
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.exchange import actions
from ayo.exchange.data import ContractCard, Registered, Terms
from ayo.exchange.terms import card
from ayo.registry import facade as registry
from ayo.registry.events import PersonChanged
from tests import cast as people

RESIDENTS = replace(SYSTEM, sources=frozenset({"RESIDENT"}))
CIKOKOL, CIPONDOH = people.CIKOKOL, people.CIPONDOH


def terms(
    *fields: str, kind: str = "person", areas: tuple[str, ...] = (), groups: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "valid_from": "2020-01-01",
        "valid_to": "2099-12-31",
        "purpose": "Pengujian",
        "legal_basis": "Perwal 1/2020",
        "grants": [{"kind": kind, "fields": list(fields), "areas": list(areas), "groups": list(groups)}],
    }


def contract(*grants: Terms) -> ContractCard:
    from datetime import date

    return card(
        version=1,
        valid_from=date(2020, 1, 1),
        valid_to=None,
        purpose="x",
        legal_basis="y",
        grants=[grant.as_json() for grant in grants],
    )


def app(slug: str, *, endpoint: str = "", mode: str = "BATCH", contract: Any = None, **more: Any) -> Registered:
    if registry.organisation_id("DISKOMINFO") is None:
        people.organisation("DISKOMINFO", "Dinas Komunikasi dan Informatika", "DINAS")
    return actions.add_app(
        slug=slug,
        name=slug.title(),
        owner_code="DISKOMINFO",
        description="",
        mode=mode,
        endpoint=endpoint,
        digest_url=more.get("digest_url", ""),
        schedule_seconds=more.get("schedule_seconds", 0),
        scopes=more.get("scopes", ()),
        contract=contract if contract is not None else terms("name", "domicile.kelurahan"),
        actor=SYSTEM,
    )


def change(
    subject: UUID | None = None,
    *,
    version: int = 1,
    name: str = "Ratna",
    changed: tuple[str, ...] = ("name",),
    area: str = CIKOKOL,
    groups: tuple[str, ...] = ("RESIDENT",),
    before_area: str = "",
    before_groups: tuple[str, ...] = (),
    **record: Any,
) -> UUID:
    """Announce a change of a person and return the event's id."""
    event = PersonChanged(
        record_id=subject or ids.uuid7(),
        version=version,
        changed=changed,
        record={"name": name, "phone": "+62811", "nik": "3671", "domicile": {"kelurahan": area, "rw": "001"}, **record},
        area=area,
        groups=groups,
        before_area=before_area,
        before_groups=before_groups,
    )
    with transaction.atomic():
        return events.publish(event, actor=SYSTEM)


_NAMES = ("Asep Hidayat", "Yuli Marlina", "Bonar Sitompul", "Ketut Wijaya", "Fransiska Lobo", "Umar Dachlan",
          "Zahra Kirana", "Paulus Mandacan", "Ningsih", "Gunawan Tjahja")  # fmt: skip


def person(number: int) -> UUID:
    """Register a person who is like no other of these."""
    nik = f"367101{number % 28 + 1:02d}{number % 12 + 1:02d}{60 + number % 35:02d}{number + 1:04d}"
    return people.person(_NAMES[number % len(_NAMES)], nik)


def change_phone(person_id: UUID, phone: str) -> None:
    """Change a registered person through the registry's own action."""
    registry.change_record(
        "person", person_id, {"phone": phone}, valid_from=clock.today(), actor=RESIDENTS, expected_version=None, note=""
    )
