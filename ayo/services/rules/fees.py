"""What a service costs for given answers, line by line, so that nobody has to take the sum on trust."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ayo.common.jsons import Json
from ayo.services.data import Charge, Definition, FieldKind, Words
from ayo.services.rules import forms

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Factor:
    """A number from the form that a line is multiplied by."""

    label: Words
    value: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the calculation: a rate, the factors, the share of it, and what that comes to in whole rupiah."""

    code: str
    label: Words
    rate: int
    factors: tuple[Factor, ...]
    percent: int
    amount: int
    is_charged: bool


@dataclass(frozen=True, slots=True)
class Bill:
    """The whole calculation; `missing` names the fields without which it cannot be told yet."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    total: int


def bill(made: Definition, answers: Mapping[str, Json]) -> Bill:
    """Work out what these answers cost."""
    lines: dict[str, Line] = {}
    missing: list[str] = []
    for charge in made.charges:
        lacking = [name for name in _needs(charge) if answers.get(name) in (None, "")]
        if lacking:
            missing += lacking
        elif forms.holds(charge.when, answers) and (not charge.of or charge.of in lines):
            lines[charge.code] = _line(made, charge, answers, lines)
    charged = sum(line.amount for line in lines.values() if line.is_charged)
    return Bill(tuple(lines.values()), tuple(dict.fromkeys(missing)), made.fee + charged)


def is_free(made: Definition) -> bool:
    return made.fee == 0 and not made.charges


def faults(made: Definition) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the charges of a definition: a place and a reason."""
    kinds = {field.name: field.kind for field in made.fields}
    seen: set[str] = set()
    for charge in made.charges:
        place = f"charges.{charge.code}"
        if charge.code in seen:
            yield place, "is named twice"
        for name in _needs(charge):
            if name not in kinds:
                yield place, f"there is no field {name}"
        for name in charge.times:
            if kinds.get(name, FieldKind.NUMBER) not in {FieldKind.NUMBER, FieldKind.MONEY}:
                yield f"{place}.times", f"{name} is no number"
        if charge.of and charge.of not in seen:
            yield f"{place}.of", f"there is no line {charge.of} before this one"
        if charge.by in kinds:
            yield from _rates(made, charge, place)
        if sum(1 for one in (charge.amount, charge.amounts, charge.of) if one) != 1:
            yield place, "needs exactly one of amount, amounts and of"
        seen.add(charge.code)


def _rates(made: Definition, charge: Charge, place: str) -> Iterator[tuple[str, str]]:
    """A rate for each answer that can be given, and none for one that cannot."""
    offered = {option.value for option in made.field(charge.by).options}
    for value in sorted(offered ^ set(charge.amounts)):
        yield f"{place}.amounts", f"{value} has no rate" if value in offered else f"{charge.by} can never be {value}"


def _needs(charge: Charge) -> tuple[str, ...]:
    condition = (charge.when.field,) if charge.when else ()
    return (*condition, *((charge.by,) if charge.by else ()), *charge.times)


def _line(made: Definition, charge: Charge, answers: Mapping[str, Json], before: Mapping[str, Line]) -> Line:
    if charge.of:
        rate = before[charge.of].amount
    else:
        rate = charge.amounts.get(str(answers[charge.by]), 0) if charge.by else charge.amount
    factors = tuple(Factor(made.field(name).label, Decimal(str(answers[name]))) for name in charge.times)
    worked = Decimal(rate) * charge.percent / HUNDRED
    for factor in factors:
        worked *= factor.value
    amount = int(worked.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return Line(charge.code, charge.label, rate, factors, charge.percent, amount, charge.is_charged)
