"""The tables of TPP are read whole, or told by file and key; every code that attendance may give is known to them."""

from datetime import date
from fractions import Fraction

import pytest

from ayo.performance.data.allowance import Basis
from ayo.performance.law import allowance, attendance
from ayo.region.facade import PackError, pack


def test_the_shipped_version_is_what_its_written_form_says():
    (version,) = allowance.shipped().versions

    assert allowance.of_written(version.written) == version
    assert version.tariff.valid_from == date(2026, 1, 1)
    assert version.tariff.basis is Basis.DISCIPLINE
    assert all(sum(shares.values()) == 1 for shares in version.tariff.criteria.values())


def test_both_tables_of_lateness_are_there():
    cuts = allowance.shipped().cuts

    assert {name: (cuts[name]["TL3"], cuts[name]["TL4"], cuts[name]["TK"]) for name in cuts} == {
        "PEMDA": ("1.25", "1.5", "3"),
        "KEMENTERIAN": ("1.5", "2", "4"),
    }


def test_every_code_that_attendance_may_give_is_in_the_tables():
    law = attendance._attendance(pack().folder)
    codes = {code for one in law.lateness for code in (*one.value.late.values(), *one.value.early.values())}
    codes |= {code for one in law.lateness for code in (one.value.no_arrival, one.value.absent)}
    codes |= {one.cut for one in law.leave.values() if one.cut}

    for version in allowance.shipped().versions:
        assert codes <= version.tariff.cuts.keys() | version.tariff.unpaid


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('TL1 = "0.5"', 'TL1 = "half"', "TL1"),
        ('TL1 = "0.5"', 'TL1 = "101"', "TL1"),
        ("8 = 7523000", '8 = "much"', "base.8"),
        ("8 = 7523000", "88 = 7523000", "base.88"),
        ('IKK = "0.97"', 'IKK = "0"', "IKK"),
        ('basis = "DISCIPLINE"', 'basis = "SOME"', "basis"),
        ('cuts = "PEMDA"', 'cuts = "OTHER"', "cuts"),
        ("valid_from = 2026-01-01", "from = 2026-01-01", "valid_from"),
        ("classes = [11,", "classes = [10, 11,", "classes"),
        ('BK = "68"', 'XX = "68"', "criteria.XX"),
        ("places = 1", "places = 9", "places"),
        ('version = "2026.1"', 'version = ""', "version"),
    ],
)
def test_a_broken_table_is_told_by_file_and_key(tmp_path, was, becomes, told):
    text = (pack().folder / allowance.FILE).read_text()
    assert was in text
    (tmp_path / allowance.FILE).write_text(text.replace(was, becomes))

    with pytest.raises(PackError) as refused:
        allowance._shipped(tmp_path)

    assert any(allowance.FILE in str(one) and told in str(one) for one in refused.value.problems)


def test_a_share_is_exact():
    (version,) = allowance.shipped().versions

    assert version.tariff.cuts["TL3"] == Fraction(1, 80)
