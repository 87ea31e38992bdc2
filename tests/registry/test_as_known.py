"""As known on: the family, the unit and the superior are those of the day, as they were known at the moment."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.registry import actions, as_known, models
from ayo.registry.data import AsKnown, Kind
from tests import cast as people
from tests.cast import Cast
from tests.registry import callers

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2026, 5, 31), date(2026, 6, 1)
FIRST, SECOND = "3671010101100001", "3671010101100002"


def say(kind: str, subject_id: UUID, values: dict[str, Any], *, since: date) -> None:
    actions.change_record(
        kind, subject_id, values, valid_from=since, actor=SYSTEM, expected_version=None, note="sesuai akta"
    )


def family(number: str = SECOND) -> UUID:
    values = {"number": number, "address": people.address(people.CIPONDOH, "Jl. Maulana 8")}
    made = actions.register_record(
        Kind.FAMILY, values, valid_from=people.LONG_AGO, actor=SYSTEM, not_duplicates_of=(), note="test"
    )
    return made.record.id


def merge(cast: Cast, loser: UUID, survivor: UUID) -> models.Merge:
    return actions.merge_persons(
        loser_id=loser, survivor_id=survivor, reason="sama", score=None, actor=cast.actor("wati")
    )


def then(cast: Cast, who: str, whom: UUID, *, on: date | None = None, known_at=None) -> AsKnown:
    found = as_known.of_person(cast.actor(who), whom, valid_on=on or clock.today(), known_at=known_at)
    assert found is not None
    return found


def names(found: AsKnown) -> list[str]:
    assert found.membership is not None
    return [one.name for one in found.membership.members]


@pytest.fixture
def moved(cast: Cast) -> UUID:
    """Bima leaves his mother's family in June for another."""
    new = family()
    say(Kind.PERSON, cast.bima, {"family_id": str(new), "family_role": "OTHER"}, since=JUNE)
    return new


def test_the_family_is_the_one_of_the_day(cast: Cast, moved: UUID):
    before, after = then(cast, "wati", cast.bima, on=MAY).membership, then(cast, "wati", cast.bima, on=JUNE).membership

    assert (before.number, before.role, before.address["street"]) == (FIRST, "CHILD", "Jl. Perintis 14")
    assert (after.family_id, after.number, after.role) == (moved, SECOND, "OTHER")
    assert after.address["street"] == "Jl. Maulana 8"


def test_whoever_has_left_since_was_a_member_on_the_day(cast: Cast, moved: UUID):
    assert names(then(cast, "wati", cast.ratna, on=MAY)) == ["Ratna", "Bima"]
    assert names(then(cast, "wati", cast.ratna, on=JUNE)) == ["Ratna"]
    assert names(then(cast, "wati", cast.bima, on=JUNE)) == ["Bima"]


def test_a_member_of_then_whom_the_reader_may_not_see_is_only_counted(cast: Cast, moved: UUID):
    found = then(cast, "ratna", cast.ratna, on=MAY)

    assert names(found) == ["Ratna"]
    assert found.membership.others == 1
    assert then(cast, "ratna", cast.ratna, on=JUNE).membership.others == 0


def test_nobody_learns_of_a_day_whom_they_may_not_see_today(cast: Cast, moved: UUID):
    assert as_known.of_person(cast.actor("ratna"), cast.bima, valid_on=MAY, known_at=None) is None


def test_a_birth_is_in_the_family_from_its_day_and_not_known_before_it_is_written_down(cast: Cast):
    home = models.Person.objects.get(pk=cast.ratna).family_id
    moment = clock.now()
    values = {"name": "Arum", "sex": "FEMALE", "birth_on": JUNE, "family_id": str(home), "family_role": "CHILD"}
    actions.register_record(
        Kind.PERSON, values, valid_from=JUNE, actor=SYSTEM, not_duplicates_of=(cast.bima,), note="akta lahir"
    )

    assert names(then(cast, "ratna", cast.ratna, on=JUNE)) == ["Ratna", "Bima", "Arum"]
    assert names(then(cast, "ratna", cast.ratna, on=MAY)) == ["Ratna", "Bima"]
    assert names(then(cast, "ratna", cast.ratna, on=JUNE, known_at=moment)) == ["Ratna", "Bima"]


def test_a_correction_written_down_later_leaves_what_was_known_before(cast: Cast):
    moment = clock.now()
    say(Kind.PERSON, cast.bima, {"family_id": str(family())}, since=people.LONG_AGO)

    assert names(then(cast, "wati", cast.ratna, on=MAY, known_at=moment)) == ["Ratna", "Bima"]
    assert names(then(cast, "wati", cast.ratna, on=MAY)) == ["Ratna"]
    assert then(cast, "wati", cast.bima, on=MAY, known_at=moment).membership.number == FIRST
    assert then(cast, "wati", cast.bima, on=MAY).membership.number == SECOND


def test_names_and_roles_of_members_are_those_of_the_day(cast: Cast):
    say(Kind.PERSON, cast.bima, {"name": "Bima Sakti", "family_role": "OTHER"}, since=JUNE)

    member = then(cast, "ratna", cast.ratna, on=MAY).membership.members[1]

    assert (member.name, member.role) == ("Bima", "CHILD")
    assert names(then(cast, "ratna", cast.ratna, on=JUNE)) == ["Ratna", "Bima Sakti"]


def test_a_merged_record_is_of_the_family_only_until_the_merge_was_known(cast: Cast):
    home = models.Person.objects.get(pk=cast.ratna).family_id
    twin = people.person("Bimo", "3671011406150022", family_id=str(home), family_role="CHILD")
    models.Person.objects.filter(pk=twin).update(nik=None)
    moment = clock.now()
    made = merge(cast, twin, cast.bima)

    assert names(then(cast, "ratna", cast.ratna)) == ["Ratna", "Bima"]
    assert names(then(cast, "ratna", cast.ratna, known_at=moment)) == ["Ratna", "Bima", "Bimo"]
    assert then(cast, "wati", twin).merged_into == cast.bima
    assert then(cast, "wati", twin, known_at=moment).merged_into is None

    merged = clock.now()
    actions.unmerge_persons(merge_id=made.pk, actor=cast.actor("wati"), reason="keliru")

    assert names(then(cast, "ratna", cast.ratna)) == ["Ratna", "Bima", "Bimo"]
    assert names(then(cast, "ratna", cast.ratna, known_at=merged)) == ["Ratna", "Bima"]


def test_service_belongs_to_whoever_held_it_as_then_known(cast: Cast):
    models.Person.objects.filter(pk=cast.sari).update(nik=None)
    moment = clock.now()
    made = merge(cast, cast.budi, cast.sari)

    assert then(cast, "wati", cast.sari).employee_known["nip"].value == "198004112005011001"
    assert then(cast, "wati", cast.budi).employee_known == {}
    assert then(cast, "wati", cast.sari, known_at=moment).employee_known == {}
    assert then(cast, "wati", cast.budi, known_at=moment).employee_known["nip"].value == "198004112005011001"

    merged = clock.now()
    actions.unmerge_persons(merge_id=made.pk, actor=cast.actor("wati"), reason="keliru")

    assert then(cast, "wati", cast.budi).employee_known["nip"].value == "198004112005011001"
    assert then(cast, "wati", cast.sari, known_at=merged).employee_known != {}


def test_unit_and_superior_are_called_what_they_were_called_then(cast: Cast):
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL").pk
    chief = people.employee(cast.sari, "197505051998032001", unit, "Lurah")
    budi = models.Employee.objects.get(person_id=cast.budi)
    say(Kind.EMPLOYEE, budi.pk, {"superior_id": str(chief)}, since=people.LONG_AGO)
    say(Kind.ORGANISATION, unit, {"name": "Kelurahan Cikokol Baru"}, since=JUNE)
    say(Kind.PERSON, cast.sari, {"back_title": "S.STP."}, since=JUNE)

    before, after = then(cast, "wati", cast.budi, on=MAY), then(cast, "wati", cast.budi, on=JUNE)

    assert before.names == {str(unit): "Kelurahan Cikokol", str(chief): "Sari Wulandari"}
    assert after.names == {str(unit): "Kelurahan Cikokol Baru", str(chief): "Sari Wulandari, S.STP."}


def test_a_value_that_falls_due_after_a_merge_does_not_take_the_service_back(cast: Cast, time_machine):
    models.Person.objects.filter(pk=cast.sari).update(nik=None)
    employee = models.Employee.objects.get(person_id=cast.budi)
    today = clock.today()
    say(Kind.EMPLOYEE, employee.pk, {"post": "Sekretaris lurah"}, since=today + timedelta(days=1))
    merge(cast, cast.budi, cast.sari)

    time_machine.move_to(clock.now() + timedelta(days=2))
    actions.apply_due_values(after=today)

    employee.refresh_from_db()
    assert (employee.post, employee.person_id) == ("Sekretaris lurah", cast.sari)


def test_the_cost_does_not_grow_with_family_and_history(cast: Cast, django_assert_num_queries):
    actor, home = cast.actor("ratna"), models.Person.objects.get(pk=cast.ratna).family_id
    with django_assert_num_queries(8):
        as_known.of_person(actor, cast.ratna, valid_on=clock.today(), known_at=None)

    for number in range(6):
        child = people.person(
            f"Anak {'abcdef'[number] * 5}", f"367101{number + 1:02d}01150{number + 1:03d}", family_id=str(home)
        )
        say(Kind.PERSON, child, {"family_role": "CHILD"}, since=JUNE)
    with django_assert_num_queries(8):
        found = as_known.of_person(actor, cast.ratna, valid_on=clock.today(), known_at=None)
    assert len(names(found)) == 8


def test_an_index_finds_whoever_was_ever_of_a_family(cast: Cast):
    with connection.cursor() as cursor:
        # In a test every table is small: what is left is the way that only an index with this condition opens.
        for way in ("seqscan", "indexscan", "indexonlyscan"):
            cursor.execute(f"set local enable_{way} = off")
        cursor.execute(f"explain {as_known._EVER_OF_FAMILY}", [str(cast.ratna)])
        found = "\n".join(row[0] for row in cursor.fetchall())

    assert "person_assertions_of_family" in found, found
    assert "Seq Scan" not in found


def test_the_interface_gives_the_members_of_the_day(cast: Cast, moved: UUID):
    home, since = models.Person.objects.get(pk=cast.ratna).family_id, f"valid_on={MAY}"
    steward, ratna = callers.person(cast.wati), callers.person(cast.ratna)

    assert steward.get(f"/families/{home}/history?{since}").json()["members"] == [
        {"person_id": str(cast.ratna), "family_role": "HEAD", "name": "Ratna"},
        {"person_id": str(cast.bima), "family_role": "CHILD", "name": "Bima"},
    ]
    assert [one["name"] for one in ratna.get(f"/families/{home}/history?{since}").json()["members"]] == ["Ratna"]
    assert [one["name"] for one in steward.get(f"/families/{home}/history").json()["members"]] == ["Ratna"]


def test_an_application_learns_of_members_what_its_contract_of_persons_grants(cast: Cast):
    home = models.Person.objects.get(pk=cast.ratna).family_id
    card = {"family": ["number"]}

    def members(person: dict[str, list[str]]) -> object:
        return callers.application(card | person).get(f"/families/{home}/history").json()["members"]

    assert members({}) is None
    assert members({"person": ["name"]}) is None
    assert members({"person": ["family_id"]}) == [{"person_id": str(cast.ratna)}, {"person_id": str(cast.bima)}]
