"""What makes a service whole: judged when a catalogue is read, so that no case ever meets a hole in its definition."""

from collections.abc import Iterator

from ayo.common.actor import Role
from ayo.services.data import About, FieldKind, Option
from ayo.services.data.definition import Condition, Definition
from ayo.services.rules import concepts, eligibility, fees, stages

Fault = tuple[str, str]
"""A place in the definition and what is wrong there."""


def faults(made: Definition, languages: tuple[str, ...]) -> Iterator[Fault]:
    """Yield everything that is wrong with a definition."""
    yield from _periods(made)
    yield from _words(made, languages)
    yield from _fields(made)
    yield from _documents(made)
    yield from _stages(made)
    yield from eligibility.faults(made)
    yield from fees.faults(made)


def _periods(made: Definition) -> Iterator[Fault]:
    if made.valid_to is not None and made.valid_to <= made.valid_from:
        yield "valid_to", "is not after valid_from"
    if made.number < 1:
        yield "number", "must be 1 or more"
    if made.fee < 0:
        yield "fee", "cannot be negative"
    if made.days < 1:
        yield "days", "must be 1 or more"
    if not made.legal_basis:
        yield "legal_basis", "a service without a legal basis cannot be offered"


def _words(made: Definition, languages: tuple[str, ...]) -> Iterator[Fault]:
    spoken = [("name", made.name), ("summary", made.summary)]
    spoken += [(f"standard.{name}", words) for name, words in made.standard.items()]
    spoken += [(f"steps.{step.code}", step.title) for step in made.steps]
    for field in made.fields:
        spoken += [(f"fields.{field.name}.label", field.label)]
        spoken += [(f"fields.{field.name}.options.{one.value}", one.label) for one in field.options]
        spoken += [(f"fields.{field.name}.columns.{one.name}", one.label) for one in field.columns]
        spoken += [(f"fields.{field.name}.help", field.help)] if field.help else []
    spoken += [(f"documents.{need.kind}", need.label) for need in made.documents]
    spoken += [(f"charges.{charge.code}", charge.label) for charge in made.charges]
    spoken += [("visit", made.visit)] if made.visit else []
    spoken += [("subject", made.subject)] if made.about is About.MEMBER else []
    spoken += [("letter.title", made.letter.title)] if made.letter else []
    for stage in made.stages:
        spoken += [(f"stages.{stage.code}.title", stage.title), (f"stages.{stage.code}.told", stage.told)]
    spoken += [(f"eligibility.{one.rule}", one.reason) for one in made.eligibility]
    for place, words in spoken:
        for language in languages:
            if not words.get(language):
                yield place, f"says nothing in {language}"


def _fields(made: Definition) -> Iterator[Fault]:
    steps = {step.code for step in made.steps}
    seen: set[str] = set()
    for field in made.fields:
        place = f"fields.{field.name}"
        if field.name in seen:
            yield place, "is named twice"
        if field.step not in steps:
            yield f"{place}.step", f"there is no step {field.step}"
        if field.concept and not concepts.is_known(field.concept):
            yield f"{place}.concept", f"nobody holds {field.concept}"
        if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES} and not field.concept and len(field.options) < 2:
            yield f"{place}.options", "a choice needs two options or more"
        if field.kind is FieldKind.TABLE and not field.columns:
            yield f"{place}.columns", "a table needs columns"
        yield from _condition(made, place, field.when, seen)
        seen.add(field.name)


def _condition(made: Definition, place: str, when: Condition | None, seen: set[str]) -> Iterator[Fault]:
    if when is None:
        return
    if when.field not in seen:
        yield f"{place}.when", f"{when.field} is no field before this one"
        return
    options = made.field(when.field).options
    for value in when.values:
        if options and not _offers(options, value):
            yield f"{place}.when", f"{when.field} can never be {value}"


def _offers(options: tuple[Option, ...], value: str) -> bool:
    return any(option.value == value for option in options)


def _documents(made: Definition) -> Iterator[Fault]:
    seen: set[str] = set()
    names = {field.name for field in made.fields}
    for need in made.documents:
        if need.kind in seen:
            yield f"documents.{need.kind}", "is named twice"
        seen.add(need.kind)
        yield from _condition(made, f"documents.{need.kind}", need.when, names)


def _stages(made: Definition) -> Iterator[Fault]:
    if not made.stages:
        yield "stages", "there is none, so nobody would work on a case"
        return
    codes = [stage.code for stage in made.stages]
    for stage in made.stages:
        place = f"stages.{stage.code}"
        if codes.count(stage.code) > 1:
            yield place, "is named twice"
        if stage.role not in Role.__members__:
            yield f"{place}.role", f"there is no role {stage.role}"
        if stage.minutes < 1:
            yield f"{place}.minutes", "work takes at least a minute"
        for before in stage.after:
            if before not in codes:
                yield f"{place}.after", f"there is no stage {before}"
    if stages.has_cycle(made.stages):
        yield "stages", "wait for each other in a circle"
    elif (longest := stages.longest_share(made.stages)) != 100:
        yield "stages", f"the longest way takes {longest} percent of the days, not 100"
    if made.letter is not None and made.letter.stage not in codes:
        yield "letter.stage", f"there is no stage {made.letter.stage}"
