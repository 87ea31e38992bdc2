"""A person's data as a sheet: each field with its value, where it comes from, since when, and what one can do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ayo.common.jsons import Json
from ayo.portal import fields
from ayo.registry import facade as registry
from ayo.registry.data import AsKnown, Dossier, Kind, Known, Member, Membership
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
    return _groups(_Values(Kind.PERSON, dossier.known, dossier.names, masked, dossier.spoken), _hint)


def as_known(then: AsKnown, *, masked: frozenset[str]) -> list[Sheet]:
    """Return the groups of fields as of a day; the past is read, not changed."""
    groups = _groups(_Values(Kind.PERSON, then.known, then.names, masked, frozenset()), lambda _values, _names: "")
    work = _work(_Values(Kind.EMPLOYEE, then.employee_known, then.names, frozenset(), frozenset()), hint="")
    return [*groups, work] if work.facts else groups


def of_employee(dossier: Dossier) -> Sheet | None:
    if dossier.employee is None:
        return None
    values = _Values(Kind.EMPLOYEE, dossier.employee_known, dossier.names, frozenset(), frozenset())
    return _work(values, hint=_("Dijaga badan kepegawaian."))


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of one record, what the ids in them are called, and what the reader may see and say of them."""

    kind: str
    known: Mapping[str, Known]
    names: Mapping[str, str]
    masked: frozenset[str]
    spoken: frozenset[str]


def _groups(values: _Values, hint: Callable[[_Values, Sequence[str]], str]) -> list[Sheet]:
    return [
        Sheet(
            group.key,
            str(group.title),
            hint(values, group.fields),
            tuple(_fact(values, name) for name in group.fields if _shown(values.known, name)),
        )
        for group in fields.GROUPS
    ]


def _work(values: _Values, *, hint: str) -> Sheet:
    facts = tuple(_fact(values, name) for name in fields.WORK)
    return Sheet("work", _("Kepegawaian"), hint, tuple(one for one in facts if one.value))


def _hint(values: _Values, names: Sequence[str]) -> str:
    """Say what becomes of a change to these fields."""
    if values.spoken.issuperset(names):
        return _("Langsung berlaku begitu diubah.")
    if set(names) <= set(fields.CONTACT):
        return _("Milik orangnya; perbaikan menjadi usulan kepadanya.")
    return _("Dijaga dinas yang berwenang; perbaikan menjadi usulan.")


def _fact(values: _Values, name: str) -> Fact:
    known = values.known.get(name)
    value = registry.words.value(values.kind, name, known.value if known else None, values.names)
    hidden = name in values.masked and bool(value)
    return Fact(
        kind=values.kind,
        name=name,
        label=registry.words.field(values.kind, name),
        value=mask(name, known, value) if hidden else value,
        source=registry.words.source(known.source) if known and value else "",
        valid_from=known.valid_from if known else None,
        recorded_at=known.recorded_at if known else None,
        by=known.actor_label if known else "",
        is_masked=hidden,
        is_changeable=values.kind == Kind.PERSON and name in fields.CHANGEABLE,
        is_spoken=name in values.spoken,
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
    if name == "domicile":
        return _masked_address(given)
    return MASK


def _masked_address(given: Json) -> str:
    if not isinstance(given, Mapping):
        return ""
    return _("Kel. %(name)s") % {"name": registry.words.area(str(given.get("kelurahan")))}


def counted(sheets: Sequence[Sheet]) -> tuple[int, int]:
    """Return how many fields have a value, and how many there are."""
    facts = [one for sheet in sheets for one in sheet.facts]
    return sum(bool(one.value) for one in facts), len(facts)


def _shown(values: Mapping[str, Known], name: str) -> bool:
    """Titles and life state are told only when there is something to tell."""
    known = values.get(name)
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


@dataclass(frozen=True, slots=True)
class Card:
    """The family card of a day: its number and address, the person's place on it, and who was on it."""

    number: str
    role: str
    address: str
    relatives: tuple[Relative, ...]
    others: int


def family(dossier: Dossier) -> list[Relative]:
    """Return everybody on the family card."""
    return relatives(dossier.members, dossier.record.id)


def relatives(members: Iterable[Member], person_id: UUID) -> list[Relative]:
    return [_relative(one, person_id, is_masked=False) for one in members]


def card(membership: Membership | None, person_id: UUID, *, masked: frozenset[str]) -> Card | None:
    if membership is None:
        return None
    number, address = membership.number, registry.words.address(membership.address)
    if "family_id" in masked:
        number, address = filters.masked_nik(number), _masked_address(membership.address)
    return Card(
        number,
        registry.words.value(Kind.PERSON, "family_role", membership.role, {}),
        address,
        tuple(_relative(one, person_id, is_masked="birth_on" in masked) for one in membership.members),
        membership.others,
    )


def _relative(one: Member, person_id: UUID, *, is_masked: bool) -> Relative:
    role = registry.words.value(Kind.PERSON, "family_role", one.role, {})
    return Relative(one.id, one.name, role, None if is_masked else one.birth_on, one.id == person_id)
