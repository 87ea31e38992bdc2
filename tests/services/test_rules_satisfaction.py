"""The index against a computation of another kind, the bands at their edges, the table of Krejcie and Morgan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayo.services.rules import satisfaction
from ayo.services.rules.satisfaction import Quality

ANSWER = st.integers(1, 4)
SHEETS = st.lists(st.lists(ANSWER, min_size=9, max_size=9), min_size=1, max_size=60)


def computed(sheets: list[list[int]]) -> Decimal:
    """Return the index in the regulation's longhand, in whole hundredths: all answers, times 25, by nine."""
    total, cells = sum(map(sum, sheets)), 9 * len(sheets)
    hundredths, rest = divmod(total * 25 * 100, cells)
    return Decimal(hundredths + (2 * rest >= cells)).scaleb(-2)


@given(SHEETS)
def test_the_index_is_what_the_longhand_gives(sheets: list[list[int]]):
    sums = [sum(column) for column in zip(*sheets, strict=True)]

    found = satisfaction.index(sums, len(sheets))

    assert found is not None
    assert found.value == computed(sheets)
    assert Decimal(25) <= found.value <= Decimal(100)
    assert found.respondents == len(sheets)


@given(SHEETS)
def test_each_element_is_the_mean_of_its_answers(sheets: list[list[int]]):
    columns = list(zip(*sheets, strict=True))

    found = satisfaction.index([sum(column) for column in columns], len(sheets))

    assert found is not None
    for mean, column in zip(found.elements, columns, strict=True):
        assert abs(mean - Decimal(sum(column)) / len(column)) <= Decimal("0.005")


@given(SHEETS, st.integers(0, 8))
def test_a_better_answer_never_lowers_the_index(sheets: list[list[int]], element: int):
    sums = [sum(column) for column in zip(*sheets, strict=True)]
    better = list(sums)
    better[element] = min(4 * len(sheets), sums[element] + 1)

    before, after = satisfaction.index(sums, len(sheets)), satisfaction.index(better, len(sheets))

    assert before is not None and after is not None
    assert after.value >= before.value


def test_nobody_said_anything():
    assert satisfaction.index([0] * 9, 0) is None


@pytest.mark.parametrize(
    ("value", "quality"),
    [
        ("100", Quality.A),
        ("88.31", Quality.A),
        ("88.30", Quality.B),
        ("76.61", Quality.B),
        ("76.60", Quality.C),
        ("65.00", Quality.C),
        ("64.99", Quality.D),
        ("25", Quality.D),
    ],
)
def test_each_band_begins_at_its_lower_bound(value: str, quality: Quality):
    assert satisfaction.quality(Decimal(value)) is quality


@given(st.integers(2500, 10000))
def test_no_published_index_lies_between_two_bands(hundredths: int):
    assert satisfaction.quality(Decimal(hundredths) / 100) in Quality


@pytest.mark.parametrize(
    ("population", "wanted"),
    [
        (0, 0), (1, 1), (10, 10), (15, 14), (20, 19), (50, 44), (75, 63), (100, 80), (150, 108), (200, 132), (300, 169),
        (500, 217), (1000, 278), (1500, 306), (2000, 322), (3000, 341), (5000, 357), (10_000, 370), (50_000, 381),
        (1_000_000, 384),
    ],
)  # fmt: skip
def test_the_sample_is_that_of_the_table(population: int, wanted: int):
    assert satisfaction.sample(population) == wanted


def test_where_the_printed_table_leaves_its_own_formula_the_formula_counts():
    assert satisfaction.sample(100_000) == 383  # printed: 384


@given(st.integers(0, 5_000_000))
def test_a_sample_is_never_more_than_there_are_and_never_more_than_384(population: int):
    wanted = satisfaction.sample(population)

    assert 0 <= wanted <= min(population, 384)
    assert satisfaction.is_enough(wanted, population) is (population > 0)


@pytest.mark.parametrize(
    ("answers", "is_well_formed"),
    [([4] * 9, True), ([1] * 9, True), ([4] * 8, False), ([0, *[4] * 8], False), ([5, *[4] * 8], False)],
)
def test_nine_answers_of_one_to_four(answers: list[int], is_well_formed: bool):
    assert satisfaction.is_well_formed(answers) is is_well_formed
