"""From a table of the region's catalogue to a Definition. Every fault is noted with its file, place and reason."""

from enum import StrEnum
from typing import TypeVar

from ayo.region.facade import Table
from ayo.services.catalogue import known
from ayo.services.data import (
    STANDARD,
    About,
    Action,
    Audience,
    Charge,
    Column,
    Condition,
    Definition,
    DocumentNeed,
    Eligibility,
    Field,
    FieldKind,
    Letter,
    Option,
    Stage,
    Step,
    Unit,
    Words,
)

Choice = TypeVar("Choice", bound=StrEnum)


def definition(table: Table) -> Definition:
    """Read a service; what could not be read is noted in the table's faults and left empty."""
    standard = table.table("standard")
    steps = tuple(_step(one) for one in table.tables("steps", name="code"))
    subject = _optional_words(table, "subject")
    asked = tuple(_field(one) for one in table.tables("fields", name="name"))
    made = Definition(
        code=table.text("code"),
        number=table.number("number"),
        valid_from=table.day("valid_from"),
        valid_to=table.optional_day("valid_to"),
        name=_words(table, "name"),
        summary=_words(table, "summary"),
        owner=table.text("owner"),
        audience=table.choice("audience", Audience, Audience.RESIDENT),
        about=table.choice("about", About, About.APPLICANT),
        subject=subject,
        archive_code=table.text("archive_code"),
        life_events=table.texts("life_events"),
        keywords=table.texts("keywords"),
        fee=table.number("fee"),
        charges=tuple(_charge(one) for one in table.tables("charges", name="code")),
        has_sample_rates=_flag(table, "sample_rates"),
        days=table.number("days"),
        visit=_optional_words(table, "visit"),
        confirm_days=table.number("confirm_days"),
        legal_basis=table.texts("legal_basis"),
        standard={name: _words(standard, name) for name in STANDARD},
        eligibility=tuple(_eligibility(one) for one in table.tables("eligibility", name="rule")),
        steps=steps,
        fields=(*known.fields(_optional_texts(table, "known"), subject, steps[0].code if steps else ""), *asked),
        documents=tuple(_document(one) for one in table.tables("documents", name="kind")),
        stages=tuple(_stage(one) for one in table.tables("stages", name="code")),
        letter=_letter(table),
    )
    standard.done()
    table.done()
    return made


def _eligibility(table: Table) -> Eligibility:
    made = Eligibility(
        rule=table.text("rule"),
        concept=table.optional_text("concept"),
        values=_optional_texts(table, "values"),
        reason=_words(table, "reason"),
    )
    table.done()
    return made


def _step(table: Table) -> Step:
    made = Step(table.text("code"), _words(table, "title"))
    table.done()
    return made


def _field(table: Table) -> Field:
    made = Field(
        name=table.text("name"),
        kind=table.choice("kind", FieldKind, FieldKind.TEXT),
        label=_words(table, "label"),
        help=_optional_words(table, "help"),
        step=table.text("step"),
        concept=table.optional_text("concept"),
        is_required=not _flag(table, "optional"),
        when=_condition(table),
        options=_options(table),
        columns=tuple(_column(one) for one in table.tables("columns", name="name")),
        pattern=table.optional_text("pattern"),
        least=_optional_number(table, "least"),
        most=_optional_number(table, "most"),
        is_asked_anew=_flag(table, "anew"),
    )
    table.done()
    return made


def _column(table: Table) -> Column:
    made = Column(
        table.text("name"), table.choice("kind", FieldKind, FieldKind.TEXT), _words(table, "label"), _options(table)
    )
    table.done()
    return made


def _options(table: Table) -> tuple[Option, ...]:
    found = []
    for one in table.tables("options", name="value"):
        found.append(Option(one.text("value"), _words(one, "label")))
        one.done()
    return tuple(found)


def _document(table: Table) -> DocumentNeed:
    made = DocumentNeed(
        kind=table.text("kind"),
        label=_words(table, "label"),
        help=_optional_words(table, "help"),
        is_required=not _flag(table, "optional"),
        when=_condition(table),
        valid_days=_optional_number(table, "valid_days") or 0,
        produced_by=table.optional_text("produced_by"),
        confirms=table.optional_text("confirms"),
    )
    table.done()
    return made


def _stage(table: Table) -> Stage:
    made = Stage(
        code=table.text("code"),
        title=_words(table, "title"),
        told=_words(table, "told"),
        action=table.choice("action", Action, Action.VERIFY),
        role=table.text("role"),
        unit=table.choice("unit", Unit, Unit.OWNER),
        office=table.optional_text("office"),
        share=table.number("share"),
        after=_optional_texts(table, "after"),
        work_code=table.text("work_code"),
        minutes=table.number("minutes"),
    )
    table.done()
    return made


def _charge(table: Table) -> Charge:
    made = Charge(
        code=table.text("code"),
        label=_words(table, "label"),
        when=_condition(table),
        amount=_optional_number(table, "amount") or 0,
        by=table.optional_text("by"),
        amounts=_amounts(table),
        of=table.optional_text("of"),
        times=_optional_texts(table, "times"),
        percent=_optional_number(table, "percent") or 100,
        is_charged=not _flag(table, "only_shown"),
    )
    table.done()
    return made


def _amounts(table: Table) -> dict[str, int]:
    if "amounts" not in table.values:
        return {}
    given = table.table("amounts")
    return {answer: given.number(answer) for answer in given.values}


def _letter(table: Table) -> Letter | None:
    if "letter" not in table.values:
        return None
    given = table.table("letter")
    made = Letter(
        template=given.text("template"),
        title=_words(given, "title"),
        stage=given.text("stage"),
        valid_days=_optional_number(given, "valid_days") or 0,
    )
    given.done()
    return made


def _condition(table: Table) -> Condition | None:
    if "when" not in table.values:
        return None
    given = table.table("when")
    made = Condition(given.text("field"), given.texts("values"))
    given.done()
    return made


def _words(table: Table, key: str) -> Words:
    return table.labels(key)


def _optional_words(table: Table, key: str) -> Words:
    return table.labels(key) if key in table.values else {}


def _optional_texts(table: Table, key: str) -> tuple[str, ...]:
    return table.texts(key) if key in table.values else ()


def _optional_number(table: Table, key: str) -> int | None:
    return table.number(key) if key in table.values else None


def _flag(table: Table, key: str) -> bool:
    if key not in table.values:
        return False
    value = table.values[key]
    table.asked(key)
    if not isinstance(value, bool):
        table.fault(key, "must be true or false")
    return value is True
