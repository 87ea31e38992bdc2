"""A city is repeatable, complete and true to life."""

import dataclasses
from collections import Counter
from datetime import date

import phonenumbers
import pytest

from ayo.config.demo import cast, rows
from ayo.config.demo.errors import DemoRefused
from ayo.config.demo.generate import City, Plan, digest
from ayo.region.data import NumberRule
from ayo.registry.rules import identifiers, values
from ayo.registry.text import search_form
from tests.config.demo.conftest import PLAN, Town, born

YEAR = 365.25


def test_the_same_seed_gives_the_same_city_and_another_seed_another(where, town):
    again = digest(City(where, PLAN).households())
    other = digest(City(where, dataclasses.replace(PLAN, seed=8)).households())

    assert digest(iter(town.households)) == again
    assert other != again


def test_exactly_the_planned_people_live_and_work_here(town):
    assert len(town.persons) == PLAN.people
    assert sum(len(household.persons) for household in town.households) == PLAN.people
    assert sorted(town.employees) == list(range(PLAN.employees))


def test_every_identity_number_is_valid_unique_and_tells_birth_and_sex(where, town):
    persons = town.persons.values()

    assert len({person.nik for person in persons}) == PLAN.people
    for person in persons:
        assert identifiers.nik_fault(person.nik, today=where.as_of) == ""
        told = identifiers.nik_birth(person.nik, today=where.as_of)
        assert told is not None
        assert (told[0].isoformat(), told[1].value) == (person.birth_on, person.sex)


def test_nobody_real_can_be_meant(where, town):
    real = {area.code.replace(".", "") for area in where.pack.areas.kecamatan}

    for household in town.households:
        assert household.family.card[:6] not in real
        for person in household.persons:
            assert person.nik[:6] not in real
            assert person.nik[:6] in where.prefixes
            assert person.phone == "" or person.phone.startswith("+62840")
            assert person.email == "" or person.email.rpartition("@")[2] in {
                "example.org",
                "example.net",
                "example.com",
            }


def test_family_cards_are_valid_unique_and_not_older_than_their_youngest(where, town):
    assert len({household.family.card for household in town.households}) == len(town.households)
    for household in town.households:
        assert identifiers.family_number_fault(household.family.card) == ""
        issued = date.fromisoformat(household.family.issued_on)
        assert max(born(person) for person in household.persons) <= issued <= where.as_of


def test_employee_numbers_follow_the_rule_of_the_status(where, town):
    faults = {NumberRule.NIP: identifiers.nip_fault, NumberRule.NI_PPPK: identifiers.ni_pppk_fault}
    statuses = {status.code: status for status in where.pack.statuses_on(where.as_of)}
    persons = town.persons

    assert len({employee.nip for employee in town.employees.values()}) == PLAN.employees
    for employee in town.employees.values():
        person = persons[employee.person]
        check = faults.get(statuses[employee.status].number_rule)
        if check is not None:
            assert check(employee.nip, born=born(person), sex=person.sex) == ""
    assert {employee.status for employee in town.employees.values()} == set(where.statuses)


def test_phones_and_addresses_are_as_the_registry_writes_them(where, town):
    context = values.Context(today=where.as_of, kelurahan=where.by_code)
    phones = [person.phone for person in town.persons.values() if person.phone]

    assert len(set(phones)) == len(phones)
    for phone in phones[:500]:
        assert phonenumbers.is_possible_number(phonenumbers.parse(phone))
        assert values.phone(phone, context) == phone
    for household in town.households[:500]:
        home = household.family.home._asdict()
        assert values.address(home, context) == home


def test_names_are_names_and_are_searched_as_the_registry_does(where, town):
    context = values.Context(today=where.as_of, kelurahan=())
    names = {person.name for person in town.persons.values()}

    for name in names:
        assert values.name(name, context) == name
        assert rows.search_form(name) == search_form(name)
    assert any(" " not in name for name in names)
    assert any("'" in name for name in names)
    assert len(names) > 0.6 * PLAN.people


def test_each_family_has_one_head_and_at_most_one_spouse_of_the_other_sex(town):
    for household in town.households:
        roles = Counter(person.family_role for person in household.persons)
        head, *others = household.persons
        assert (roles["HEAD"], head.family_role, head.number) == (1, "HEAD", household.family.head)
        assert roles["SPOUSE"] <= 1
        assert all(person.family == household.family.number for person in household.persons)
        for person in others:
            if person.family_role == "SPOUSE":
                assert person.sex != head.sex
                assert (person.marital_status, head.marital_status) == ("MARRIED", "MARRIED")
            if person.family_role == "CHILD":
                assert person.marital_status == "SINGLE"


def test_parents_were_grown_up_when_their_children_were_born(town):
    for household in town.households:
        parents = [person for person in household.persons if person.family_role in {"HEAD", "SPOUSE"}]
        for child in household.persons:
            if child.family_role == "CHILD":
                for parent in parents:
                    age = (born(child) - born(parent)).days / YEAR
                    assert age >= 18
                    assert parent.sex == "MALE" or age <= 45
            if child.family_role == "PARENT":
                assert (born(parents[0]) - born(child)).days / YEAR >= 20


def test_brothers_and_sisters_are_born_a_year_apart(town):
    for household in town.households:
        births = sorted(born(person) for person in household.persons if person.family_role == "CHILD")
        for first, second in zip(births, births[1:], strict=False):
            assert (second - first).days >= 300


def test_married_people_are_grown_up_and_nobody_comes_from_the_future(where, town):
    for person in town.persons.values():
        assert born(person) <= where.as_of
        if person.marital_status == "MARRIED":
            assert (where.as_of - born(person)).days / YEAR >= 19


def test_people_spread_over_all_kelurahan_as_the_weights_say(where, town):
    living = Counter(household.family.home.kelurahan for household in town.households)
    slots = Counter(spot.code for spot in where.spots.slots)

    assert set(living) == {area.code for area in where.pack.areas.kelurahan}
    most = slots.most_common(1)[0][0]
    expected = slots[most] / len(where.spots.slots) * len(town.households)
    assert expected / 2 < living[most] < expected * 2


def test_everybody_but_the_top_has_a_superior_and_no_one_is_above_himself(town):
    employees = town.employees
    tops = [employee for employee in employees.values() if employee.superior is None]

    assert [employee.post for employee in tops] == ["Sekretaris Daerah"]
    for employee in employees.values():
        seen = set()
        above = employee
        while above.superior is not None:
            assert above.number not in seen
            seen.add(above.number)
            above = employees[above.superior]


def test_service_begins_when_one_is_grown_up_and_the_status_exists(where, town):
    statuses = {status.code: status for status in where.pack.statuses_on(where.as_of)}
    persons = town.persons
    for employee in town.employees.values():
        started = date.fromisoformat(employee.started_on)
        assert (started - born(persons[employee.person])).days / YEAR >= 20.9
        assert statuses[employee.status].valid_from <= started <= where.as_of
        assert employee.grade == "" or employee.grade in where.statuses[employee.status].grades


def test_employees_can_be_reached_and_are_called_what_they_are(where, town):
    persons = town.persons
    for employee in town.employees.values():
        person = persons[employee.person]
        assert person.phone
        assert person.email
        assert person.occupation == where.statuses[employee.status].occupation
    doctors = [one for one in town.employees.values() if one.post.startswith("Dokter")]
    assert doctors
    assert all(persons[one.person].front_title in {"dr.", "drg."} for one in doctors)


def test_the_cast_lives_and_works_where_the_story_says(where, town):
    at = {key: town.persons[number] for key, number in town.city.cast.items()}
    homes = {person.number: household.family.home for household in town.households for person in household.persons}
    posts = {one.person: one for one in town.employees.values()}

    assert {member.key for member in (*cast.SIGNED_IN, cast.ARIF, cast.NAYA, cast.BIMA)} == set(at)
    assert {at[key].family for key in ("ratna", "arif", "naya", "bima")} == {0}
    assert [at[key].family_role for key in ("arif", "ratna", "naya", "bima")] == ["HEAD", "SPOUSE", "CHILD", "CHILD"]
    assert homes[at["ratna"].number].kelurahan == where.cast.home
    assert homes[at["joko"].number].kelurahan == where.cast.away
    assert at["ratna"].number not in posts
    assert at["joko"].number not in posts
    assert posts[at["sari"].number].post == "Lurah Cikokol"
    assert posts[at["budi"].number].organisation == posts[at["sari"].number].organisation
    assert posts[at["hendra"].number].superior is None
    assert {key: posts[at[key].number].organisation for key in ("nia", "wati", "dewi", "agus", "rini")} == {
        "nia": "DISKOMINFO",
        "wati": "DISKOMINFO",
        "dewi": "DISDUKCAPIL",
        "agus": "INSPEKTORAT",
        "rini": "BKPSDM",
    }
    for key, person in at.items():
        assert person.email in {"", f"{key}@example.org"}


@pytest.mark.parametrize("plan", [Plan(500, 80, 3), Plan(700, 160, 1), Plan(1000, 20, 1)])
def test_a_very_small_city_still_has_its_cast_and_one_top(where, plan):
    town = Town(city := City(where, plan), list(city.households()))

    assert len(town.persons) == plan.people
    assert len(town.employees) == plan.employees
    assert len(city.cast) == 16
    assert sum(one.superior is None for one in town.employees.values()) == 1


def test_a_city_too_small_for_its_offices_is_refused(where):
    with pytest.raises(DemoRefused, match="at least four times as many"):
        City(where, Plan(400, 100, 1))
    with pytest.raises(DemoRefused, match="too few for a demo city"):
        City(where, Plan(500, 8, 1))
