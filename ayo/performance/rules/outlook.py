"""What a month would come to if it went otherwise: more minutes, fewer cuts. Nothing else of the facts is touched."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from ayo.performance.data.allowance import Cut, Facts, Slip, Tariff
from ayo.performance.rules import allowance


@dataclass(frozen=True, slots=True)
class Outlook:
    """A month as it stands, what it will come to at this pace, and what it can at most."""

    now: Slip
    at_this_pace: Slip
    at_most: Slip


def outlook(tariff: Tariff, facts: Facts, *, days_gone: int, ceiling: int) -> Outlook:
    """Return how a month stands after some of its working days; `ceiling` are the minutes that absence leaves."""
    pace = min(ceiling, facts.counted_minutes * facts.working_days // days_gone) if days_gone else 0
    return Outlook(
        allowance.slip(tariff, facts),
        allowance.slip(tariff, replace(facts, counted_minutes=max(facts.counted_minutes, pace))),
        allowance.slip(tariff, replace(facts, counted_minutes=ceiling)),
    )


def supposed(tariff: Tariff, facts: Facts, *, minutes: int, cuts_less: int, ceiling: int) -> Slip:
    """Return the slip with so many minutes in all, at most those that absence leaves, without the dearest cuts."""
    dearest = sorted(facts.cuts, key=lambda cut: _weight(tariff, cut))
    kept = tuple(dearest[cuts_less:]) if cuts_less > 0 else facts.cuts
    counted = max(0, min(minutes, ceiling))
    return allowance.slip(tariff, replace(facts, counted_minutes=counted, cuts=kept))


def worth_of(tariff: Tariff, facts: Facts, minutes: int) -> int:
    """Return the rupiah that so many minutes add before tax, when the month has room for them; whole, rounded down."""
    if facts.effective_minutes <= 0:
        return 0
    ceiling = allowance.slip(tariff, replace(facts, counted_minutes=facts.effective_minutes, cuts=())).ceiling
    return floor(Fraction(minutes, facts.effective_minutes) * tariff.productivity * ceiling)


def _weight(tariff: Tariff, cut: Cut) -> tuple[Fraction, str, str]:
    return -tariff.cuts.get(cut.code, Fraction(0)), cut.on.isoformat(), cut.code
