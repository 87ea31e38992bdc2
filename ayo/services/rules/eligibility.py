"""Who may ask for a service, and why not. A closed set of rules over facts the registry holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ayo.common.jsons import Json
from ayo.services.data import Eligibility
from ayo.services.data.definition import Definition
from ayo.services.rules import concepts


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the applicant and of whom the case is about; records are by `person`, `subject`, `family`."""

    records: Mapping[str, Mapping[str, Json]]
    today: date
    is_resident: bool


def refusals(made: Definition, facts: Facts) -> tuple[Eligibility, ...]:
    """Return the conditions that are not met, each with its reason; none means that they may."""
    return tuple(one for one in made.eligibility if not _RULES[one.rule](one, facts))


def faults(made: Definition) -> Iterator[tuple[str, str]]:
    for number, one in enumerate(made.eligibility, start=1):
        place = f"eligibility[{number}]"
        if one.rule not in _RULES:
            yield f"{place}.rule", f"there is no rule {one.rule}, expected one of {', '.join(sorted(_RULES))}"
        if one.rule in {"age_from", "age_until"} and not (len(one.values) == 1 and one.values[0].isdigit()):
            yield f"{place}.values", "needs one number of years"
        if one.rule in {"value_in", "has"} and not concepts.is_known(one.concept):
            yield f"{place}.concept", f"nobody holds {one.concept}"


def _resident(_one: Eligibility, facts: Facts) -> bool:
    return facts.is_resident


def _adult(one: Eligibility, facts: Facts) -> bool:
    return _years(one, facts) >= 17


def _age_from(one: Eligibility, facts: Facts) -> bool:
    return _years(one, facts) >= int(one.values[0])


def _age_until(one: Eligibility, facts: Facts) -> bool:
    return _years(one, facts) <= int(one.values[0])


def _value_in(one: Eligibility, facts: Facts) -> bool:
    """What nobody knows yet refuses nobody: the form asks it, and an office looks at the answer."""
    value = concepts.value_of(one.concept, facts.records)
    return value is None or str(value) in one.values


def _has(one: Eligibility, facts: Facts) -> bool:
    return concepts.value_of(one.concept, facts.records) is not None


def _alive(_one: Eligibility, facts: Facts) -> bool:
    return facts.records.get("subject", {}).get("life_state", "ALIVE") == "ALIVE"


def _years(one: Eligibility, facts: Facts) -> int:
    born = concepts.value_of(one.concept or "person.birth_on", facts.records)
    if not isinstance(born, str):
        return 0
    day = date.fromisoformat(born)
    return facts.today.year - day.year - ((facts.today.month, facts.today.day) < (day.month, day.day))


_RULES: Mapping[str, Callable[[Eligibility, Facts], bool]] = {
    "resident": _resident,
    "adult": _adult,
    "age_from": _age_from,
    "age_until": _age_until,
    "value_in": _value_in,
    "has": _has,
    "alive": _alive,
}
