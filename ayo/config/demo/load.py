"""Bringing the demo city into an empty registry: records, their history, the cast's accounts, one audit entry.

No event is published per record: connected applications get the city by snapshot. The stories of the cast are
acts like any, with their events.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias
from uuid import UUID

from django.db import connection, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.config.demo import bulk, cast, place, stories
from ayo.config.demo.data import Household
from ayo.config.demo.errors import DemoRefused
from ayo.config.demo.generate import City, Plan
from ayo.config.demo.numbers import uuid
from ayo.config.demo.place import Place
from ayo.config.demo.rows import ACT, Writer
from ayo.identity import facade as identity
from ayo.region.data import OrgSeed
from ayo.region.facade import pack
from ayo.registry import facade as registry

Progress: TypeAlias = Callable[[str, int], None]
BATCH = 3_000  # households, about ten thousand persons


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded and how long it took."""

    people: int
    families: int
    employees: int
    organisations: int
    seconds: float


class Batch(NamedTuple):
    families: int
    people: int
    loads: list[bulk.Load]


def is_loaded() -> bool:
    """Tell whether the demo city is in this database."""
    return bool(identity.demo_people())


def load(plan: Plan, *, progress: Progress) -> Loaded:
    """Load a city of this size. Raises DemoRefused when the database already knows anybody."""
    started = time.perf_counter()
    city = City(place.read(pack(), today=clock.today()), plan)
    with transaction.atomic():
        bulk.prepare()
        if not registry.is_empty():
            raise DemoRefused(
                "the demo city is loaded already" if is_loaded() else "this database holds people who are no demo"
            )
        organisations, new = _organisations(city.place)
        writer = Writer(pack(), organisations, on=city.place.as_of, now=clock.now())
        for seed in new:
            writer.add_organisation(seed)
        with bulk.without_indexes(writer.tables):
            families, people = _write(city, writer, progress)
            progress("index", people)
        _sign_in(city, organisations)
        stories.tell(city, organisations)
        audit.record(
            ACT,
            actor=SYSTEM,
            subject_kind="city",
            subject_id=pack().slug,
            label=f"{people} people, {plan.employees} employees, seed {plan.seed}",
        )
    return Loaded(people, families, plan.employees, len(organisations), time.perf_counter() - started)


def tidy() -> None:
    """Let the database take note of two million new rows; outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
        cursor.execute("vacuum (analyze)")
        cursor.execute("reset statement_timeout")


def _organisations(where: Place) -> tuple[dict[str, UUID], list[OrgSeed]]:
    """Return the id of each organisation of the pack, and those that the registry does not have yet."""
    with connection.cursor() as cursor:
        cursor.execute("select code, id from registry_organisation")
        known: dict[str, UUID] = dict(cursor.fetchall())
    seeds = where.pack.organisations
    ids = {seed.code: known.get(seed.code) or uuid("organisation", turn) for turn, seed in enumerate(seeds)}
    return ids, [seed for seed in seeds if seed.code not in known]


def _write(city: City, writer: Writer, progress: Progress) -> tuple[int, int]:
    families = people = 0
    for batch in bulk.ahead(_batches(city.households(), writer)):
        for one in batch.loads:
            one.send()
        families += batch.families
        people += batch.people
        progress("people", people)
    return families, people


def _batches(households: Iterable[Household], writer: Writer) -> Iterator[Batch]:
    families = people = 0
    for household in households:
        writer.add(household)
        families += 1
        people += len(household.persons)
        if families == BATCH:
            yield Batch(families, people, writer.take())
            families = people = 0
    yield Batch(families, people, writer.take())


def _sign_in(city: City, organisations: dict[str, UUID]) -> None:
    """Open the cast's accounts and give each their roles; two more are people whom the registry does not know."""
    for member in cast.SIGNED_IN:
        person_id = uuid("person", city.cast[member.key])
        identity.open_account(
            login=f"{member.key}@example.org", person_id=person_id, password="", is_demo=True, actor=SYSTEM
        )
        if not member.works_for:
            continue
        seed = cast.organisation_of(member, city.place)
        for role in (*member.roles, Role.EMPLOYEE):
            identity.grant_role(
                person_id=person_id,
                role=role,
                organisation_id=organisations[seed.code],
                area=city.place.cast.home if member.works_for == cast.HOME else "",
                valid_from=city.place.as_of,
                valid_to=None,
                actor=SYSTEM,
            )
        found = registry.employment_of(person_id)
        if found is not None:
            identity.follow_employment(person_id=person_id, number=found.number, ended_on=found.ended_on)
    for guest in cast.GUESTS:
        identity.open_sample_guest(login=f"{guest.key}@example.org", level=guest.level, name=guest.name)
