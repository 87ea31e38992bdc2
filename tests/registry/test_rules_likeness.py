"""How alike two persons are: readable reasons, symmetric measures, and PostgreSQL's own count of trigrams."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ayo.registry.rules import likeness
from ayo.registry.rules.likeness import Facts

RATNA = Facts(
    search_name="ratna sari dewi", birth_on=date(1989, 3, 12), sex="FEMALE", birth_place="Tangerang",
    phone="+6281234567801", email="ratna@example.test", place=("36.71.01.1005", "003", "002"),
)  # fmt: skip
BARE = Facts(
    search_name="ratna sari dewi", birth_on=None, sex="", birth_place="", phone="", email="", place=("", "", "")
)
names = some.text(alphabet="abcdefg ", max_size=14).map(lambda name: " ".join(name.split()))


def judged(found: Facts, wanted: Facts = RATNA, holders: int = 1) -> tuple[float, set[str]]:
    alike = likeness.similarity(wanted.search_name, found.search_name)
    score, reasons = likeness.judge(wanted, found, name_similarity=alike, holders=holders)
    return score, set(reasons)


def test_the_same_entry_is_as_good_as_certain():
    score, reasons = judged(RATNA)

    assert score == 0.999
    assert reasons == {
        "same_name", "same_birth_date", "same_phone", "same_email", "same_birth_place", "same_neighbourhood",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"search_name": "ratna sri dewi"}, "similar_name"),
        ({"search_name": "ratna sri dewy"}, "similar_name"),
        ({"search_name": "ratna sari"}, "similar_name"),
        ({"search_name": "joko susilo"}, "other_name"),
        ({"birth_on": date(1989, 12, 3)}, "day_and_month_swapped"),
        ({"birth_on": date(1988, 3, 12)}, "birth_date_slip"),
        ({"birth_on": date(1989, 4, 12)}, "birth_date_slip"),
        ({"birth_on": date(1989, 3, 13)}, "birth_date_slip"),
        ({"birth_on": date(1970, 1, 1)}, "other_birth_date"),
        ({"sex": "MALE"}, "other_sex"),
        ({"birth_place": "Solo"}, "other_birth_place"),
        ({"place": ("36.71.01.1005", "009", "009")}, "same_kelurahan"),
    ],
)
def test_each_difference_is_named_and_lowers_the_score(changed, reason):
    plain = replace(RATNA, phone="", email="")
    score, reasons = judged(replace(plain, **changed), plain)

    assert reason in reasons
    assert score <= judged(plain, plain)[0]


@pytest.mark.parametrize(
    "changed", [{"phone": "+62811"}, {"email": "x@example.test"}, {"place": ("36.71.05.1001", "", "")}]
)
def test_what_people_change_themselves_speaks_little_against(changed):
    assert judged(replace(RATNA, **changed))[0] == 0.999


def test_a_name_alone_is_never_enough():
    assert judged(RATNA, BARE)[0] < likeness.LIKELY


def test_a_common_name_weighs_less_than_a_rare_one():
    other_day = replace(RATNA, birth_on=date(1988, 3, 12), phone="", email="", place=("36.71.05.1001", "", ""))

    assert judged(other_day, holders=1)[0] > likeness.LIKELY > judged(other_day, holders=500)[0]


def test_brothers_and_sisters_born_on_one_day_are_not_one_person():
    twin = replace(RATNA, search_name="indah permata", phone="", email="")

    assert judged(twin)[0] < likeness.LIKELY


def test_a_stranger_with_the_same_birth_date_is_no_candidate():
    stranger = Facts("joko susilo", date(1989, 3, 12), "MALE", "Solo", "", "", ("36.71.05.1001", "", ""))

    assert judged(stranger)[0] < 0.001


def test_an_unnamed_person_resembles_nobody():
    assert "same_name" not in judged(replace(BARE, search_name=""), replace(BARE, search_name=""))[1]


@given(names, names)
def test_slips_are_counted_the_same_both_ways(one, other):
    assert likeness.slips(one, other) == likeness.slips(other, one)


@given(names)
def test_a_name_is_no_slip_away_from_itself(name):
    assert likeness.slips(name, name) == 0


@given(names.filter(bool), some.data())
def test_one_typing_error_is_one_slip(name, data):
    place = data.draw(some.integers(0, len(name) - 1))
    wrong = data.draw(
        some.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + "z" + name[place:],
                name[:place] + "z" + name[place + 1 :],
                name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
            ]
        )
    )

    assert likeness.slips(name, wrong) <= 1


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("ratna", "ratna", 0), ("ratna", "rtana", 1), ("ratna", "ratnaa", 1), ("ratna", "rtna", 1), ("ratna", "rotno", 2),
     ("ratna", "joko", 3), ("ratna", "ratnaningrum", 3), ("", "a", 1), ("abcd", "badc", 2)],
)  # fmt: skip
def test_slips_are_counted_as_people_make_them(one, other, count):
    assert likeness.slips(one, other) == count


@given(names, names)
def test_similarity_is_a_share(one, other):
    assert 0 <= likeness.similarity(one, other) <= 1
    assert likeness.similarity(one, other) == likeness.similarity(other, one)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=names, other=names)
def test_similarity_is_what_postgres_says(one, other):
    with connection.cursor() as cursor:
        cursor.execute("select similarity(%s, %s)", [one, other])
        theirs = cursor.fetchone()[0]

    assert likeness.similarity(one, other) == pytest.approx(theirs, abs=1e-6)


@given(some.dates())
def test_swapping_day_and_month_twice_gives_the_day_again(day):
    swapped = likeness.swapped(day)

    assert swapped is None or likeness.swapped(swapped) == day


def test_nobody_was_born_on_no_day():
    assert likeness.swapped(None) is None


def test_facts_are_taken_from_given_values():
    given_values = {"birth_on": "1989-03-12", "sex": "FEMALE", "domicile": {"kelurahan": "36.71.01.1005", "rw": "003"}}

    facts = Facts.of(given_values, search_name="ratna")

    assert facts.birth_on == date(1989, 3, 12)
    assert facts.place == ("36.71.01.1005", "003", "")
    assert Facts.of({}, search_name="").place == ("", "", "")
