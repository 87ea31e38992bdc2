"""What another contract would change: which data an application would newly receive, and which no longer. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ayo.exchange import forms, kinds
from ayo.exchange.data import ContractCard, Terms
from ayo.registry import facade as registry
from ayo.ui import filters


@dataclass(frozen=True, slots=True)
class Field:
    label: str
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class KindChange:
    """What changes for one kind of record; `scope` lists other places or people in words: (what, before, after)."""

    kind: str
    gained: tuple[Field, ...]
    lost: tuple[Field, ...]
    kept: int
    scope: tuple[tuple[str, str, str], ...]

    @property
    def is_change(self) -> bool:
        return bool(self.gained or self.lost or self.scope)


@dataclass(frozen=True, slots=True)
class Changes:
    kinds: tuple[KindChange, ...]
    words: tuple[tuple[str, str, str], ...]

    @property
    def is_empty(self) -> bool:
        return not self.words and not any(one.is_change for one in self.kinds)

    @property
    def has_losses(self) -> bool:
        return any(one.lost or one.scope for one in self.kinds)

    @property
    def sensitive(self) -> int:
        """Count the sensitive fields that the application would newly receive."""
        return sum(field.is_sensitive for one in self.kinds for field in one.gained)


def between(old: ContractCard | None, new: ContractCard) -> Changes:
    before, after = (old.by_kind if old else {}), new.by_kind
    named = [kind for kind in kinds.codes() if kind in before or kind in after]
    changed = tuple(_kind(kind, before.get(kind), after.get(kind)) for kind in named)
    said = [
        (_("Tujuan"), old.purpose if old else "", new.purpose),
        (_("Dasar hukum"), old.legal_basis if old else "", new.legal_basis),
        (_("Berlaku mulai"), filters.day_of_month(old.valid_from) if old else "", filters.day_of_month(new.valid_from)),
        (_("Berlaku sampai"), _end(old) if old else "", _end(new)),
    ]
    return Changes(changed, tuple((what, was, now) for what, was, now in said if was != now))


def _kind(kind: str, old: Terms | None, new: Terms | None) -> KindChange:
    had, has = _fields(old), _fields(new)
    scope = []
    if old and new:
        scope = [
            (_("Wilayah"), _areas(old.areas), _areas(new.areas)),
            (str(kinds.groups_label(kind)), _groups(kind, old.groups), _groups(kind, new.groups)),
        ]
    return KindChange(
        kinds.label(kind),
        _labelled(kind, [name for name in has if name not in had]),
        _labelled(kind, [name for name in had if name not in has]),
        sum(name in had for name in has),
        tuple((what, was, now) for what, was, now in scope if was != now),
    )


def _fields(terms: Terms | None) -> list[str]:
    """Return the granted fields in their usual order, a whole address as its parts."""
    if terms is None:
        return []
    granted = set(terms.fields)
    return [name for name in forms.grantable(terms.kind) if name in granted or name.partition(".")[0] in granted]


def _labelled(kind: str, names: Sequence[str]) -> tuple[Field, ...]:
    return tuple(Field(kinds.field(kind, name), kinds.is_sensitive(kind, name)) for name in names)


def _areas(codes: Sequence[str]) -> str:
    return ", ".join(sorted(registry.words.area(code) for code in codes)) or _("seluruh kota")


def _groups(kind: str, groups: Sequence[str]) -> str:
    said = kinds.groups(kind)
    return ", ".join(sorted(str(said.get(group, group)) for group in groups)) or _("semua")


def _end(card: ContractCard) -> str:
    return filters.day_of_month(card.valid_to) if card.valid_to else _("tanpa batas waktu")
