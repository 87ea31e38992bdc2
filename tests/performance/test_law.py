"""The region's tables on performance are read whole, or told by file and key."""

from datetime import date

import pytest

from ayo.performance import law
from ayo.performance.data import Predicate, Rating
from ayo.performance.data.rating import Achievement
from ayo.performance.law import performance
from ayo.region.facade import PackError, pack


def test_the_shipped_tables_have_a_cell_for_every_pair_and_guides_for_every_achievement():
    tables = law.evaluation(date(2026, 1, 1))

    assert set(tables.matrix) == {(results, behaviour) for results in Rating for behaviour in Rating}
    assert all(tables.patterns[achievement] for achievement in Achievement)
    assert tables.matrix[Rating.BELOW, Rating.ABOVE] is Predicate.NEEDS_WORK


def test_before_the_first_table_the_first_one_holds():
    assert law.evaluation(date(1999, 1, 1)) == law.evaluation(date(2023, 1, 31))


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('ABOVE = ["POOR", "GOOD", "VERY_GOOD"]', 'ABOVE = ["POOR", "GOOD"]', "ABOVE"),
        ('predicates = ["VERY_GOOD"]', 'predicates = ["LOVELY"]', "predicates"),
        ("minutes_of_a_day = 300", "minutes_of_day = 300", "minutes_of_a_day"),
    ],
)
def test_a_broken_table_is_told_by_file_and_key(tmp_path, was, becomes, told):
    text = (pack().folder / law.FILE).read_text()
    (tmp_path / law.FILE).write_text(text.replace(was, becomes))

    with pytest.raises(PackError) as refused:
        performance._law(tmp_path)

    assert any(law.FILE in str(one) and told in str(one) for one in refused.value.problems)
