"""Who may see whom, by list, detail, search and history alike: every answer is compared with a small oracle.

The oracle knows the rules in plain words and nothing of the code: oneself and one's family; the area one is answerable
for; the staff of one's unit and below; the whole staff for the personnel agency; everybody for stewards and the
population office.
"""

import random
from dataclasses import dataclass
from uuid import UUID

import pytest

from ayo.common.actor import Role
from ayo.identity import facade as identity
from ayo.registry import models
from tests import cast as people
from tests.cast import Cast
from tests.registry import callers

pytestmark = pytest.mark.django_db

AREAS = ("", "36.71.01", people.CIKOKOL, people.CIPONDOH, "36.71.05")
UNITS = ("KEL-CIKOKOL", "DISKOMINFO", "DISDUKCAPIL", "BKPSDM", "SEKSI")
OF_AREA = {Role.KELURAHAN_OFFICER, Role.LURAH, Role.KECAMATAN_OFFICER, Role.CAMAT}
OF_POPULATION = {Role.VERIFIER, Role.OPD_OFFICER, Role.OPD_HEAD}


@dataclass(frozen=True)
class Given:
    role: Role
    unit: str
    area: str


def seen_persons(viewer: UUID, grants: list[Given]) -> set[UUID]:
    persons = list(models.Person.objects.all())
    me = next(one for one in persons if one.pk == viewer)
    units = {row.pk: row for row in models.Organisation.objects.all()}
    posts = {row.person_id: units[row.organisation_id] for row in models.Employee.objects.all()}
    seen = {one.pk for one in persons if one.pk == viewer or (me.family_id and one.family_id == me.family_id)}
    for given in grants:
        for one in persons:
            unit = posts.get(one.pk)
            if given.role in OF_AREA and one.kelurahan.startswith(given.area):
                seen.add(one.pk)
            if given.role is Role.DATA_STEWARD and given.area == "":
                seen.add(one.pk)
            if given.role in OF_POPULATION and given.unit == "DISDUKCAPIL":
                seen.add(one.pk)
            if given.role is Role.BKPSDM_ADMIN and unit:
                seen.add(one.pk)
            if given.role in {Role.PERSONNEL_OFFICER, Role.OPD_HEAD} and unit and below(unit, given.unit, units):
                seen.add(one.pk)
    return seen


def seen_families(viewer: UUID, grants: list[Given]) -> set[UUID]:
    mine = models.Person.objects.get(pk=viewer).family_id
    seen = set()
    for card in models.Family.objects.all():
        by_area = any(given.role in OF_AREA and card.kelurahan.startswith(given.area) for given in grants)
        by_office = any(
            (given.role is Role.DATA_STEWARD and given.area == "")
            or (given.role in OF_POPULATION and given.unit == "DISDUKCAPIL")
            for given in grants
        )
        if card.pk == mine or by_area or by_office:
            seen.add(card.pk)
    return seen


def seen_employees(viewer: UUID, grants: list[Given]) -> set[UUID]:
    units = {row.pk: row for row in models.Organisation.objects.all()}
    staff = list(models.Employee.objects.all())
    persons = {row.pk: row.person_id for row in staff}
    seen = set()
    for row in staff:
        if row.person_id == viewer or (row.superior_id and persons[row.superior_id] == viewer):
            seen.add(row.pk)
        for given in grants:
            if given.role in {Role.BKPSDM_ADMIN, Role.DATA_STEWARD}:
                seen.add(row.pk)
            if given.role in {Role.PERSONNEL_OFFICER, Role.OPD_HEAD} and below(
                units[row.organisation_id], given.unit, units
            ):
                seen.add(row.pk)
    return seen


def below(unit: models.Organisation, code: str, units: dict[UUID, models.Organisation]) -> bool:
    above: models.Organisation | None = unit
    while above is not None:
        if above.code == code:
            return True
        above = units.get(above.parent_id) if above.parent_id else None
    return False


@pytest.fixture
def city(cast: Cast) -> Cast:
    """The cast with a section below an agency, posts in several units, and one who leads another."""
    agency = models.Organisation.objects.get(code="DISKOMINFO")
    section = people.organisation("SEKSI", "Seksi Aplikasi", "BAGIAN")
    models.Organisation.objects.filter(pk=section).update(parent=agency)
    nia = people.employee(cast.nia, "199006262015012001", section)
    rini = people.employee(cast.rini, "197910112005012001", models.Organisation.objects.get(code="BKPSDM").pk)
    models.Employee.objects.filter(pk=nia).update(superior_id=rini)
    return cast


def check(viewer: UUID, grants: list[Given]) -> None:
    for given in grants:
        unit = models.Organisation.objects.get(code=given.unit).pk if given.unit else None
        people.role(viewer, given.role, organisation_id=unit, area=given.area)
    caller = callers.person(viewer)
    expected = {
        "persons": seen_persons(viewer, grants),
        "families": seen_families(viewer, grants),
        "employees": seen_employees(viewer, grants),
    }
    everything = {"persons": models.Person, "families": models.Family, "employees": models.Employee}
    for plural, seen in expected.items():
        assert listed(caller, f"/{plural}") == seen, (plural, grants)
        for row in everything[plural].objects.all():
            status = 200 if row.pk in seen else 404
            assert caller.get(f"/{plural}/{row.pk}").status_code == status, (plural, grants)
            assert caller.get(f"/{plural}/{row.pk}/history").status_code == status, (plural, grants)
            assert caller.patch(f"/{plural}/{row.pk}", {}).status_code == status, (plural, grants)
    for one in models.Person.objects.all():
        found = caller.post("/persons/search", {"nik": one.nik}).json()["items"]
        assert {item["id"] for item in found} == ({str(one.pk)} & {str(pk) for pk in expected["persons"]})
        named = caller.post("/persons/search", {"name": one.name}).json()["items"]
        assert {UUID(item["id"]) for item in named} <= expected["persons"]


def listed(caller: callers.Caller, path: str) -> set[UUID]:
    items, cursor = [], ""
    while cursor is not None:
        page = caller.get(f"{path}?limit=4&cursor={cursor}").json()
        items += page["items"]
        cursor = page["next"]
    return {UUID(item["id"]) for item in items}


@pytest.mark.parametrize("role", list(Role))
def test_one_role_sees_what_it_is_answerable_for(city, role):
    chance = random.Random(role)
    unit, area = chance.choice(("", *UNITS)), chance.choice(AREAS)

    check(city.joko, [Given(role, unit, area)])


@pytest.mark.parametrize("seed", range(8))
def test_several_roles_see_what_each_of_them_sees(city, seed):
    chance = random.Random(seed)
    viewer = chance.choice((city.joko, city.ratna, city.budi, city.rini))
    held = [grant for grant in identity.actor_of(viewer).grants if grant.role is not Role.RESIDENT]
    units = {row.pk: row.code for row in models.Organisation.objects.all()}
    had = [Given(one.role, units.get(one.organisation_id, ""), one.area) for one in held]
    added = [
        Given(chance.choice(list(Role)), chance.choice(("", *UNITS)), chance.choice(AREAS))
        for _ in range(chance.randint(1, 3))
    ]
    check_with(viewer, had, added)


def check_with(viewer: UUID, had: list[Given], added: list[Given]) -> None:
    for given in added:
        unit = models.Organisation.objects.get(code=given.unit).pk if given.unit else None
        people.role(viewer, given.role, organisation_id=unit, area=given.area)
    caller = callers.person(viewer)
    grants = [*had, *added]
    assert listed(caller, "/persons") == seen_persons(viewer, grants), grants
    assert listed(caller, "/families") == seen_families(viewer, grants), grants
    assert listed(caller, "/employees") == seen_employees(viewer, grants), grants


@pytest.mark.parametrize("seed", range(8))
def test_an_application_sees_what_its_contract_and_scopes_say(city, seed):
    chance = random.Random(seed)
    areas = tuple(chance.sample(AREAS[1:], chance.randint(0, 2)))
    groups = tuple(chance.sample(("RESIDENT", "EMPLOYEE", "CHILD", "FAMILY_HEAD"), chance.randint(0, 2)))
    fields = chance.sample(["nik", "name", "phone", "domicile.kelurahan", "birth_on"], 3)
    app = callers.application({"person": fields}, areas=areas, groups=groups)

    expected = {row.pk for row in models.Person.objects.all() if within(row, areas, groups)}

    assert listed(app, "/persons") == expected
    for row in models.Person.objects.all():
        answer = app.get(f"/persons/{row.pk}")
        assert answer.status_code == (200 if row.pk in expected else 404)
        if row.pk in expected:
            told = set(answer.json()) - {"id", "version", "updated_at"}
            assert told == {name.partition(".")[0] for name in fields}


def within(row: models.Person, areas: tuple[str, ...], groups: tuple[str, ...]) -> bool:
    if areas and not any(row.kelurahan.startswith(area) for area in areas):
        return False
    inside = {
        "RESIDENT": row.kelurahan != "" and row.life_state == "ALIVE",
        "EMPLOYEE": models.Employee.objects.filter(person=row).exists(),
        "CHILD": row.birth_on is not None and row.birth_on.year > 2010,
        "FAMILY_HEAD": row.family_role == "HEAD",
    }
    return not groups or any(inside[group] for group in groups)


def test_roles_end_with_their_last_day(city):
    from ayo.common.actor import SYSTEM

    identity.grant_role(
        person_id=city.joko, role=Role.DATA_STEWARD, organisation_id=None, area="", valid_from=people.LONG_AGO,
        valid_to=people.LONG_AGO.replace(year=2021), actor=SYSTEM,
    )  # fmt: skip

    assert listed(callers.person(city.joko), "/persons") == {city.joko}
