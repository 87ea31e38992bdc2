"""A month run as rows of a file, with totals that are those of the run."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from ayo.performance.data.allowance import Part
from ayo.performance.pay.sheets import Row
from ayo.performance.queries.runs import Exported, UnitSums
from ayo.performance.words import pay as words

_PARTS = (Part.PRODUCTIVITY, Part.DISCIPLINE, Part.PUNISHMENT)


def people(rows: Sequence[Exported]) -> Iterator[Row]:
    """Yield a head, a row for each slip and the sums; what takes away is negative, so that a row adds up."""
    codes = sorted({line.code for row in rows for line in row.slip.lines if line.part is Part.DEDUCTION})
    yield [
        _("NIP"), _("Nama"), _("Unit"), _("Jabatan"), _("Golongan"), _("Kelas"), _("Menit terhitung"),
        _("Menit sebulan"), *_money_heads(), *(words.deduction(code) for code in codes), _("Diterima bersih"),
    ]  # fmt: skip
    totals = [0] * (2 + len(_PARTS) + len(codes) + 1)
    for row in rows:
        facts, money = row.frozen.facts, _money(row, codes)
        totals = [before + more for before, more in zip(totals, money, strict=True)]
        classes = sorted({post.job_class for post in facts.posts}) if facts else []
        yield [
            row.nip, row.name, row.unit, row.frozen.post, facts.grade if facts else "",
            " / ".join(str(one) for one in classes), facts.counted_minutes if facts else 0,
            facts.effective_minutes if facts else 0, *money,
        ]  # fmt: skip
    yield [_("JUMLAH"), "", "", "", "", "", "", "", *totals]


def units(sums: Sequence[UnitSums]) -> Iterator[Row]:
    """Yield the sums of each unit, and those of all."""
    yield [_("Unit"), _("Slip"), *_money_heads(), _("Pajak dan iuran"), _("Diterima bersih")]
    totals = [0] * 8
    for one in sums:
        row = one.sums
        money = [
            row.slips, row.ceiling, row.productivity, row.discipline, row.punishment, row.earned, row.deducted, row.net,
        ]  # fmt: skip
        totals = [before + more for before, more in zip(totals, money, strict=True)]
        yield [one.name, *money]
    yield [_("JUMLAH"), *totals]


def _money_heads() -> list[str]:
    return [_("Pagu"), _("Produktivitas"), _("Disiplin"), _("Hukuman"), _("TPP didapat")]


def _money(row: Exported, codes: Sequence[str]) -> list[int]:
    lines = row.slip.lines
    parts = [sum(line.amount for line in lines if line.part is part) for part in _PARTS]
    taken = [sum(line.amount for line in lines if line.part is Part.DEDUCTION and line.code == code) for code in codes]
    return [row.slip.ceiling, *parts, row.slip.earned, *taken, row.slip.net]
