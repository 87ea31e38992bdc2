"""A person's data as a sheet: each field with its value, where it comes from, since when, and what one can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ayo.portal import fields
from ayo.registry import facade as registry
from ayo.registry.data import Dossier, Kind, Known
from ayo.ui import filters

MASK = "••••••"


@dataclass(frozen=True, slots=True)
class Fact:
    """One field. `value` is empty when nothing is known; `changes` tells how one's own word would count."""

    kind: str
    name: str
    label: str
    value: str
    source: str
    valid_from: date | None
    recorded_at: datetime | None
    by: str
    is_masked: bool
    is_changeable: bool
    is_spoken: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    key: str
    title: str
    hint: str
    facts: tuple[Fact, ...]


def of_person(dossier: Dossier, *, masked: frozenset[str]) -> list[Sheet]:
    """Return the groups of a person's own fields."""
    return [
        Sheet(
            group.key,
            str(group.title),
            _hint(dossier, group.fields),
            tuple(fact(dossier, name, masked=masked) for name in group.fields if _shown(dossier, name)),
        )
        for group in fields.GROUPS
    ]


def _hint(dossier: Dossier, names: Sequence[str]) -> str:
    """Say what becomes of a change to these fields."""
    if dossier.spoken.issuperset(names):
        return _("Langsung berlaku begitu diubah.")
    if set(names) <= set(fields.CONTACT):
        return _("Milik orangnya; perbaikan menjadi usulan kepadanya.")
    return _("Dijaga dinas yang berwenang; perbaikan menjadi usulan.")


def fact(dossier: Dossier, name: str, *, masked: frozenset[str]) -> Fact:
    known = dossier.known.get(name)
    value = registry.words.value(Kind.PERSON, name, known.value if known else None, dossier.names)
    hidden = name in masked and bool(value)
    return Fact(
        kind=Kind.PERSON,
        name=name,
        label=registry.words.field(Kind.PERSON, name),
        value=mask(name, known, value) if hidden else value,
        source=registry.words.source(known.source) if known and value else "",
        valid_from=known.valid_from if known else None,
        recorded_at=known.recorded_at if known else None,
        by=known.actor_label if known else "",
        is_masked=hidden,
        is_changeable=name in fields.CHANGEABLE,
        is_spoken=name in dossier.spoken,
    )


def of_employee(dossier: Dossier) -> Sheet | None:
    if dossier.employee is None:
        return None
    facts = [_work_fact(dossier, name, dossier.employee_known.get(name)) for name in fields.WORK]
    kept = tuple(one for one in facts if one.value)
    return Sheet("work", _("Kepegawaian"), _("Dijaga badan kepegawaian."), kept)


def _work_fact(dossier: Dossier, name: str, known: Known | None) -> Fact:
    return Fact(
        kind=Kind.EMPLOYEE,
        name=name,
        label=registry.words.field(Kind.EMPLOYEE, name),
        value=registry.words.value(Kind.EMPLOYEE, name, known.value if known else None, dossier.names),
        source=registry.words.source(known.source) if known else "",
        valid_from=known.valid_from if known else None,
        recorded_at=known.recorded_at if known else None,
        by=known.actor_label if known else "",
        is_masked=False,
        is_changeable=False,
        is_spoken=False,
    )


def mask(name: str, known: Known | None, value: str) -> str:
    """Return enough to recognise a value, not enough to use it."""
    given = known.value if known else None
    if name in {"nik", "family_id"}:
        return filters.masked_nik(value)
    if name == "phone":
        return filters.masked_phone(str(given))
    if name == "email":
        box, _at, host = value.partition("@")
        return f"{box[:1]}{MASK}@{host}"
    if name == "birth_on":
        return value[-4:]
    if name == "domicile" and isinstance(given, Mapping):
        return _("Kel. %(name)s") % {"name": registry.words.area(str(given.get("kelurahan")))}
    return MASK


def counted(sheets: Sequence[Sheet]) -> tuple[int, int]:
    """Return how many fields have a value, and how many there are."""
    facts = [one for sheet in sheets for one in sheet.facts]
    return sum(bool(one.value) for one in facts), len(facts)


def _shown(dossier: Dossier, name: str) -> bool:
    """Titles and life state are told only when there is something to tell."""
    known = dossier.known.get(name)
    if name in {"front_title", "back_title"}:
        return bool(known and known.value)
    if name == "life_state":
        return bool(known and known.value == "DECEASED")
    return True


@dataclass(frozen=True, slots=True)
class Relative:
    id: UUID
    name: str
    role: str
    birth_on: date | None
    is_self: bool


def family(dossier: Dossier) -> list[Relative]:
    """Return everybody on the family card."""
    return [
        Relative(
            one.id,
            one.name,
            registry.words.value(Kind.PERSON, "family_role", one.role, {}),
            one.birth_on,
            one.id == dossier.record.id,
        )
        for one in dossier.members
    ]
