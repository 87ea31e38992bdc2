"""What a month would come to if it went otherwise: more minutes, fewer cuts. Nothing else of the facts is touched."""

from dataclasses import replace
from fractions import Fraction
from math import floor, prod

from ayo.performance.data.allowance import Cut, Facts, Slip, Tariff
from ayo.performance.rules import allowance


def at_this_pace(tariff: Tariff, facts: Facts, *, days_gone: int, ceiling: int) -> Slip:
    """Return what a month comes to if it goes on as it went; `ceiling` are the minutes that absence leaves."""
    pace = min(ceiling, facts.counted_minutes * facts.working_days // days_gone) if days_gone else 0
    return allowance.slip(tariff, replace(facts, counted_minutes=max(facts.counted_minutes, pace)))


def at_most(tariff: Tariff, facts: Facts, *, ceiling: int) -> Slip:
    return allowance.slip(tariff, replace(facts, counted_minutes=ceiling))


def supposed(tariff: Tariff, facts: Facts, *, minutes: int, cuts_less: int, ceiling: int) -> Slip:
    """Return the slip with so many minutes in all, at most those that absence leaves, without the dearest cuts."""
    dearest = sorted(facts.cuts, key=lambda cut: _weight(tariff, cut))
    kept = tuple(dearest[cuts_less:]) if cuts_less > 0 else facts.cuts
    counted = max(0, min(minutes, ceiling))
    return allowance.slip(tariff, replace(facts, counted_minutes=counted, cuts=kept))


def worth_of(tariff: Tariff, facts: Facts, minutes: int, *, ceiling: int) -> int:
    """Return the rupiah that so many minutes add before tax, when the month has room for them; whole, rounded down.

    `ceiling` is the most that the month can come to, in rupiah.
    """
    if facts.effective_minutes <= 0:
        return 0
    kept = prod((1 - min(one.share, Fraction(1)) for one in facts.punishments), start=Fraction(1))
    return floor(Fraction(minutes, facts.effective_minutes) * tariff.productivity * ceiling * kept)


def _weight(tariff: Tariff, cut: Cut) -> tuple[Fraction, str, str]:
    return -tariff.cuts.get(cut.code, Fraction(0)), cut.on.isoformat(), cut.code
