"""Loading: all or nothing, with history, accounts and one audit entry, and no event."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import connection

from ayo.audit import facade as audit
from ayo.common.actor import SYSTEM, ComeBy, Level, Role
from ayo.config.cli import demo as cli
from ayo.config.demo import bulk, cases, load
from ayo.config.demo.errors import DemoRefused, NotTheDemo
from ayo.config.demo.generate import Plan
from ayo.config.demo.numbers import uuid
from ayo.config.demo.signers import signers
from ayo.identity import facade as identity
from ayo.identity.delegating.queries import mandates_of
from ayo.identity.models import Account
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import facade as services
from ayo.services.models import Letter
from tests import cast as people

PLAN = Plan(people=600, employees=90, seed=3)


def counted(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


def load_quietly(plan: Plan = PLAN) -> load.Loaded:
    return load.load(plan, progress=lambda stage, done: None)


@pytest.fixture
def ratna(db):
    load_quietly()
    return next(person for person in identity.demo_people() if person.name.startswith("Ratna"))


def test_people_families_employees_and_organisations_are_all_there(db):
    loaded = load_quietly()

    assert (loaded.people, loaded.employees, loaded.organisations) == (600, 90, len(pack().organisations))
    assert counted("registry_person") == 600
    assert counted("registry_employee") == 90
    assert counted("registry_family") == loaded.families
    assert counted("registry_organisation") == loaded.organisations


def test_the_load_leaves_one_audit_entry_for_the_city_and_no_event(db):
    load_quietly()

    with connection.cursor() as cursor:
        cursor.execute("select label from audit_inbox where act = 'demo.load'")
        assert cursor.fetchall() == [("600 people, 90 employees, seed 3",)]
        cursor.execute("select count(*) from audit_inbox where act like 'registry.%' and act !~ 'acting$'")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from events_outbox where data ? 'record'")
        assert cursor.fetchone() == (0,)


def test_every_value_knows_the_source_that_answers_for_it(ratna):
    known = registry.provenance(Kind.PERSON, ratna.person_id, valid_on=date(2026, 11, 24), known_at=None)
    record = registry.record(Kind.PERSON, ratna.person_id)

    assert record is not None
    assert known["nik"].source == "DISDUKCAPIL"
    assert known["domicile"].source == known["phone"].source == "RESIDENT"
    assert {name: value.value for name, value in known.items()} == {name: record[name] for name in known}
    assert record["domicile"]["street"] == "Jl. Perintis 14"


def test_titles_come_from_the_personnel_agency(db):
    load_quietly()
    sari = next(person for person in identity.demo_people() if person.name.startswith("Sari"))

    known = registry.provenance(Kind.PERSON, sari.person_id, valid_on=date(2026, 11, 24), known_at=None)

    assert known["back_title"].source == "BKPSDM"


def test_the_records_read_like_any_other(db):
    load_quietly()

    for kind in Kind:
        records = [record for record, _, _ in registry.everything(kind, areas=(), page=500)]
        for record in records:
            known = registry.provenance(kind, record.id, valid_on=date(2026, 11, 24), known_at=None)
            assert {name: value.value for name, value in known.items()} == {name: record[name] for name in known}
            if kind != Kind.PERSON:
                assert set(known) == set(registry.field_names(kind))
            break


def test_the_cast_can_sign_in_with_one_click_and_may_what_the_story_says(db):
    load_quietly()
    people = [(person.name.split()[0], person) for person in identity.demo_people()]
    actors = {name: identity.actor_of(one.person_id) for name, one in people if one.person_id}

    assert {name: one.level for name, one in people if name not in actors} == {
        "Putra": Level.UNVERIFIED, "Melati": Level.OUT_OF_CITY,
    }  # fmt: skip
    assert set(actors) == {
        "Ratna",
        "Siti",
        "Umar",
        "Joko",
        "Hasan",
        "Hendra",
        "Sari",
        "Budi",
        "Nia",
        "Wati",
        "Dewi",
        "Agus",
        "Rini",
    }
    assert not actors["Joko"].has(*(role for role in Role if role is not Role.RESIDENT))
    assert actors["Budi"].areas(Role.KELURAHAN_OFFICER) == ("36.71.01.1005",)
    assert [(one.role, one.come_by) for one in actors["Sari"].grants if one.title] == [(Role.LURAH, ComeBy.POST)]
    assert [(one.role, one.come_by) for one in actors["Hasan"].grants if one.title] == [(Role.LURAH, ComeBy.PLH)]
    assert registry.may_see(actors["Hasan"], Kind.PERSON, actors["Ratna"].id)
    assert "Ratna Wulandari" in [
        one.name for one in registry.neighbours(actors["Umar"], words="", after=None, limit=500)
    ]
    assert "Siti Maemunah" in [one.name for one in mandates_of(actors["Ratna"].id)]
    assert actors["Wati"].areas(Role.DATA_STEWARD) == ("",)
    assert actors["Dewi"].speaks_for("DISDUKCAPIL")
    assert actors["Rini"].speaks_for("BKPSDM")
    assert actors["Nia"].has(Role.INTEGRATOR)
    assert actors["Agus"].has(Role.AUDITOR)
    assert actors["Hendra"].has(Role.LEADER)
    assert registry.may_see(actors["Budi"], Kind.PERSON, actors["Ratna"].id)
    assert not registry.may_see(actors["Joko"], Kind.PERSON, actors["Ratna"].id)


def test_indexes_and_foreign_keys_are_the_same_before_and_after(db):
    def shape() -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "select indexname, indexdef from pg_indexes where tablename like 'registry_%%' union all "
                "select conname, pg_get_constraintdef(oid) from pg_constraint "
                "where conrelid::regclass::text like 'registry_%%' order by 1, 2"
            )
            return cursor.fetchall()

    before = shape()
    load_quietly()

    assert shape() == before
    assert any("gin_trgm_ops" in definition for _, definition in before)


def test_a_database_that_knows_anybody_is_refused_and_left_alone(cast):
    before = counted("registry_person")

    with pytest.raises(DemoRefused, match="people who are no demo"):
        load_quietly()

    assert counted("registry_person") == before
    assert not load.is_loaded()


def test_the_demo_is_not_loaded_twice(db):
    load_quietly()

    with pytest.raises(DemoRefused, match="loaded already"):
        load_quietly()

    assert load.is_loaded()
    assert counted("registry_person") == PLAN.people


def test_organisations_that_are_already_known_are_kept(db):
    known = people.organisation("DISKOMINFO", "Diskominfo", "DINAS")

    load_quietly()

    nia = next(person for person in identity.demo_people() if person.name.startswith("Nia"))
    assert identity.actor_of(nia.person_id).organisations(Role.INTEGRATOR) == (known,)
    assert counted("registry_organisation") == len(pack().organisations)


def test_a_load_that_fails_leaves_nothing(db, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load_quietly()

    assert counted("registry_person") == 0
    assert counted("registry_organisation") == 0


def test_a_text_that_would_break_the_copy_is_refused():
    for text in ("a\tb", "a\nb", "a\\b"):
        sheet = bulk.Sheet("registry_person", ["id", "name"])
        sheet.lines.append(bulk.line(["1", text]))
        with pytest.raises(ValueError, match="a text contains"):
            sheet.take()


def test_what_is_made_ahead_comes_in_order_and_failures_come_through():
    def items():
        yield from range(5)
        raise LookupError("enough")

    made = bulk.ahead(items())

    assert [next(made) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(LookupError, match="enough"):
        next(made)


def test_identifiers_are_version_seven_and_sort_by_number():
    first, second = uuid("person", 9), uuid("person", 10)

    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert first < second
    assert uuid("family", 9) != first


def test_the_command_tells_what_it_loaded(db, monkeypatch):
    monkeypatch.setattr(load, "tidy", lambda: None)

    ran = CliRunner().invoke(cli.command, ["load", "--people", "500", "--employees", "80", "--seed", "4", "--json"])

    assert ran.exit_code == 0, ran.output
    facts = json.loads(ran.stdout)
    assert (facts["people"], facts["employees"]) == (500, 80)
    assert "100 % · 500 of 500 people" in ran.stderr
    assert "Building indexes" in ran.stderr


def test_the_command_knows_the_sizes_of_the_scales():
    assert cli.SCALES == {"small": (20_000, 2_000), "city": (1_900_000, 20_000)}


@pytest.mark.django_db(transaction=True)
def test_tidying_up_is_possible_after_the_load():
    load_quietly()

    load.tidy()


def test_signers_are_told_of_a_demo_and_of_no_other_city(ratna):
    found = signers()

    assert len(found) == counted("registry_employee")
    assert all(len(one.nik) == 16 and one.name and one.unit for one in found)
    Account.objects.update(is_demo=False)
    with pytest.raises(NotTheDemo):
        signers()


def test_a_city_that_signs_electronically_gets_its_past_cases_too(ratna, settings):
    settings.AYO_SIGNING_URL = "http://127.0.0.1:1"
    services.settle_catalogue(actor=SYSTEM)

    assert cases.load() > 0
    assert not Letter.objects.exists()
