"""Finding somebody who is registered already, by the keys that indexes hold."""

import pytest

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.registry import actions, matching, models
from ayo.registry.data import Kind
from tests import cast as people

pytestmark = pytest.mark.django_db

RATNA = {
    "name": "Ratna Kumala Dewi", "sex": "FEMALE", "birth_on": "1989-03-12", "birth_place": "Tangerang",
    "phone": "+6281200000001", "email": "ratna@example.test", "domicile": people.address(),
}  # fmt: skip


@pytest.fixture
def ratna(cast):
    made = actions.register_record(
        Kind.PERSON, RATNA, valid_from=clock.today(), actor=SYSTEM, not_duplicates_of=(cast.ratna,), note=""
    )
    return made.record.id


def found(**changed):
    return matching.candidates({**RATNA, "phone": "", "email": "", **changed})


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, "same_name"),
        ({"name": "Ratna Kumla Dewi"}, "similar_name"),
        ({"name": "Dewi Ratna Kumala"}, "similar_name"),
        ({"name": "Ratna Kumala"}, "similar_name"),
        ({"birth_on": "1989-12-03"}, "day_and_month_swapped"),
        ({"birth_on": "1989-03-21"}, "birth_date_slip"),
        ({"birth_on": "1979-03-12"}, "birth_date_slip"),
        ({"name": "Ratna Kumla Dewi", "birth_on": "1989-03-21"}, "birth_date_slip"),
        ({"name": "Ratna Kumla Dewi", "birth_on": "1979-03-12"}, "same_neighbourhood"),
        ({"domicile": people.address(people.CIPONDOH, "Jl. Lain 1")}, "same_birth_date"),
        ({"domicile": None, "birth_place": ""}, "same_birth_date"),
        ({"birth_on": None, "phone": RATNA["phone"]}, "same_phone"),
        ({"birth_on": None, "email": RATNA["email"]}, "same_email"),
    ],
)
def test_a_usual_slip_does_not_hide_a_person(ratna, changed, reason):
    candidates = found(**changed)

    assert candidates, changed
    assert candidates[0].person_id == ratna
    assert reason in candidates[0].reasons


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Joko Susilo"},
        {"birth_on": "1970-01-01", "domicile": people.address(people.CIPONDOH, "Jl. Lain 1")},
        {"name": "Indah Permata", "birth_on": "1989-03-12"},
    ],
)
def test_others_are_not_named(ratna, changed):
    assert ratna not in {one.person_id for one in found(**changed)}


def test_the_number_alone_decides(cast, ratna):
    (only,) = matching.candidates({"nik": "3671015203890001", "name": "Siapa Saja"})

    assert (only.person_id, only.score, only.reasons) == (cast.ratna, 1.0, ("nik",))


def test_a_merged_record_is_no_candidate(cast, ratna):
    actions.merge_persons(loser_id=ratna, survivor_id=cast.ratna, reason="sama", score=None, actor=SYSTEM)

    assert ratna not in {one.person_id for one in found()}


def test_the_best_comes_first_and_there_are_five_at_most(cast, ratna):
    for number in range(7):
        models.Person.objects.filter(pk=ratna).first()
        actions.register_record(
            Kind.PERSON, {**RATNA, "phone": "", "email": "", "birth_on": f"1989-03-{number + 1:02d}"},
            valid_from=clock.today(), actor=SYSTEM,
            not_duplicates_of=models.Person.objects.values_list("pk", flat=True), note="",
        )  # fmt: skip

    candidates = found()

    assert len(candidates) == 5
    assert candidates[0].person_id == ratna
    assert [one.score for one in candidates] == sorted((one.score for one in candidates), reverse=True)


def test_one_question_costs_at_most_three_queries(ratna, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        matching.candidates({**RATNA, "nik": "3671015507910011"})


def test_every_arm_of_the_search_uses_an_index(ratna):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain " + matching._FIND, matching._parameters(matching._facts(RATNA)))
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Seq Scan" not in plan


def test_those_without_a_number_are_found_for_many_at_once(cast, ratna, django_assert_max_num_queries):
    many = [
        {"nik": "3671015507910011", "name": "RATNA KUMALA DEWI", "birth_on": "1989-03-12"},
        {"nik": "3671015507910012", "name": "Joko", "birth_on": "1989-03-12"},
        {"nik": "3671015507910013", "name": "Ratna Kumala Dewi", "birth_on": "1990-03-12"},
        {"nik": "3671015507910014", "name": "Ratna Kumala Dewi"},
    ]

    with django_assert_max_num_queries(2):
        answers = matching.candidates_without_nik(many)

    assert [[one.person_id for one in each] for each in answers] == [[ratna], [], [], []]


def test_nobody_without_a_number_costs_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert matching.candidates_without_nik([{"name": "Ratna", "birth_on": "1989-03-12"}]) == [[]]
