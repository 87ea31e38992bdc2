"""Which passwords anybody could guess."""

from datetime import date

import pytest

from ayo.identity.guards import rules

KNOWN = rules.known_of(
    ["Ratna Dewi Lestari", "Kota Sungai", "Sungai Ayo"], ["3671015203890001", "+6281234567801"], [date(1989, 3, 12)]
)


@pytest.mark.parametrize(
    "password",
    [
        "qwertyuiop",
        "QWERTYuiop!",
        "asdfghjkl;1",
        "poiuytrewq",
        "abcdefghijkl",
        "1234567890!",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "121212121212",
        "kucing1234567890",
        "hhhhhhaaaaaassss",
    ],
)
def test_rows_runs_and_repetitions(password: str):
    assert rules.fault(password, frozenset()) == rules.PATTERN


@pytest.mark.parametrize(
    "password",
    [
        "ratna12031989",
        "RatnaDewi-89",
        "r4tn4d3w1xx",
        "dewi.lestari7",
        "081234567801",
        "6281234567801a",
        "3671015203890001",
        "ratna120389!",
        "sungaiayo2026",
        "Lestari-567801",
    ],
)
def test_what_everybody_could_know_of_the_owner_or_the_city(password: str):
    assert rules.fault(password, KNOWN) == rules.PERSONAL


@pytest.mark.parametrize(
    "password", ["pintu-air-sepuluh", "ratna-suka-kereta-malam", "k8#Lm2vQ!x", "jendela biru tetangga", "ombak1989biru"]
)
def test_three_words_or_chance_are_nobodys_guess(password: str):
    assert rules.fault(password, KNOWN) == ""


def test_a_short_number_and_a_short_word_say_nothing():
    assert rules.known_of(["Al"], ["12"], []) == frozenset()
