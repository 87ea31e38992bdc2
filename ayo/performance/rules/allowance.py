"""TPP: from the tables and a month's facts to a slip whose every rupiah has a line (PP 12/2019 art. 58).

    basic    = base(class) × indices
    ceiling  = Σ share(criterion) × basic, by the days of each post
    earned   = ceiling × (productivity weight × productivity + discipline weight × discipline) − punishments
    net      = earned − tax − contributions

Shares stay exact. A line is the difference between two whole sums, so the lines add up and what is earned is rounded
down once; each deduction is rounded down by itself.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor

from ayo.performance.data.allowance import Basis, Criterion, Deduction, Facts, Line, Part, Post, Slip, Source, Tariff


class NotInTariff(LookupError):
    """The tables say nothing about this class, group, code or grade."""


class _Sum:
    """An exact running sum that is told in whole rupiah."""

    def __init__(self) -> None:
        self.exact = Fraction(0)
        self.lines: list[Line] = []

    def add(self, part: Part, code: str, share: Fraction, of: Fraction, sources: Iterable[Source] = ()) -> None:
        before = floor(self.exact)
        self.exact += share * of
        self.lines.append(Line(part, code, floor(self.exact) - before, share, of, tuple(sources)))

    @property
    def whole(self) -> int:
        return floor(self.exact)


def slip(tariff: Tariff, facts: Facts) -> Slip:
    """Return the slip of one employee and month. Raises NotInTariff for a class, group, code or grade without a row."""
    total = _Sum()
    for post in facts.posts:
        for criterion in _criteria(tariff, post):
            share = criterion.share * Fraction(post.days, facts.working_days)
            total.add(Part.CEILING, criterion.code, share, basic(tariff, post.job_class), [post.source])
    ceiling = total.exact
    done = productivity(tariff, counted=facts.counted_minutes, effective=facts.effective_minutes)
    total.add(Part.PRODUCTIVITY, "SHORTFALL", done - 1, tariff.productivity * ceiling)
    kept = _cut(total, tariff, facts, ceiling)
    for one in facts.punishments:
        total.add(Part.PUNISHMENT, one.code, -min(one.share, Fraction(1)), total.exact, [one.source])
    earned = total.whole
    taken = [_deducted(one, facts.grade, earned) for one in tariff.deductions]
    return Slip(
        lines=(*total.lines, *taken),
        ceiling=floor(ceiling),
        earned=earned,
        net=earned + sum(line.amount for line in taken),
        productivity=done,
        discipline=kept,
    )


def is_known(tariff: Tariff, facts: Facts) -> bool:
    """Tell whether the tables have a row for everything in the facts, so that `slip` will not raise NotInTariff."""
    return (
        all(post.job_class in tariff.basic and post.group in tariff.criteria for post in facts.posts)
        and all(cut.code in tariff.cuts for cut in facts.cuts)
        and all(any(_fits(facts.grade, start) for start in one.shares) for one in tariff.deductions)
    )


def basic(tariff: Tariff, job_class: int) -> Fraction:
    """Return the basic amount of a job class, exact (Kepmendagri 900-4700/2020). Raises NotInTariff."""
    if job_class not in tariff.basic:
        raise NotInTariff(f"job class {job_class}")
    amount = Fraction(tariff.basic[job_class])
    for index in tariff.indices.values():
        amount *= index
    return amount


def productivity(tariff: Tariff, *, counted: int, effective: int) -> Fraction:
    """Return counted minutes as a share of the month's, at most 1, rounded as the tariff says.

    A month without a minute to work (all of it leave) has nothing left undone.
    """
    if effective <= 0:
        return Fraction(1)
    share = min(Fraction(counted, effective), Fraction(1))
    if tariff.places is None:
        return share
    scale = 100 * 10**tariff.places
    return Fraction(floor(share * scale + Fraction(1, 2)), scale)


def _criteria(tariff: Tariff, post: Post) -> Iterator[Criterion]:
    if post.group not in tariff.criteria:
        raise NotInTariff(f"group {post.group}")
    return (Criterion(code, share) for code, share in tariff.criteria[post.group].items())


def _cut(total: _Sum, tariff: Tariff, facts: Facts, ceiling: Fraction) -> Fraction:
    """Take the cuts day by day until nothing of the part for discipline is left; return the share that is kept."""
    part = tariff.discipline * ceiling
    of = ceiling if tariff.basis is Basis.ALL else part
    left = part
    for one in sorted(facts.cuts, key=lambda cut: (cut.on, cut.code)):
        if one.code not in tariff.cuts:
            raise NotInTariff(f"absence {one.code}")
        share = min(tariff.cuts[one.code], left / of) if of else Fraction(0)
        left -= share * of
        total.add(Part.DISCIPLINE, one.code, -share, of, [one.source])
    return left / part if part else Fraction(1)


def _deducted(deduction: Deduction, grade: str, earned: int) -> Line:
    """A grade is matched by its first letters, the longest first: `III` before `I`; an empty one fits everybody."""
    fitting = [start for start in deduction.shares if _fits(grade, start)]
    if not fitting:
        raise NotInTariff(f"{deduction.code} of grade {grade}")
    share = deduction.shares[max(fitting, key=len)]
    return Line(Part.DEDUCTION, deduction.code, -floor(share * earned), share, Fraction(earned))


def _fits(grade: str, start: str) -> bool:
    return not start or grade == start or grade.startswith(f"{start}/")
