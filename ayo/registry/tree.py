"""The organisations as a tree, as a search result, and as they were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from ayo.common import clock
from ayo.region.facade import pack
from ayo.registry import models, text, words
from ayo.registry.data import Assertion, Kind


@dataclass(slots=True)
class Node:
    """One unit with those below it; `serving` counts the people of the whole branch."""

    id: UUID
    name: str
    kind: str
    code: str
    own: int
    serving: int = 0
    below: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Past:
    """One act in the life of a unit."""

    on: date
    at: datetime
    said: str
    source: str
    by: str


def grown(units: Sequence[Any]) -> list[Node]:
    """Return the roots; a unit whose parent does not stand on that day is a root itself."""
    nodes = {unit.pk: _node(unit) for unit in units}
    roots: list[Node] = []
    for unit in units:
        parent = nodes.get(unit.parent_id)
        (parent.below if parent else roots).append(nodes[unit.pk])
    for root in roots:
        _count(root)
    return roots


def found(units: Sequence[Any], wanted: str) -> list[Node]:
    """Return the units whose name, short name or code holds every word."""
    asked = text.search_form(wanted).split()
    return [
        _node(unit)
        for unit in units
        if all(word in text.search_form(f"{unit.name} {unit.short_name} {unit.code}") for word in asked)
    ]


def path_of(unit: models.Organisation) -> list[tuple[str, str]]:
    """Return the units above, the highest first, as crumbs."""
    above: list[tuple[str, str]] = []
    parents = {row.pk: row for row in models.Organisation.objects.all()} if unit.parent_id else {}
    seen, step = {unit.pk}, unit.parent_id
    while step is not None and step not in seen:
        seen.add(step)
        above.insert(0, (parents[step].name, reverse("registry:organisation", args=[step])))
        step = parents[step].parent_id
    return above


def below(unit: models.Organisation) -> list[models.Organisation]:
    """Return the units directly below, as they stand today."""
    return list(models.Organisation.objects.standing_on(clock.today()).filter(parent=unit).order_by("code", "pk"))


def serving(unit: models.Organisation) -> int:
    """Return how many people serve here and in the units below, today."""
    still = Q(ended_on__isnull=True) | Q(ended_on__gte=clock.today())
    branch = models.Organisation.objects.tree([unit.pk]).values("pk")
    return models.Employee.objects.filter(still, organisation_id__in=branch).count()


def past(said: Iterable[Assertion], names: Mapping[str, str]) -> list[Past]:
    """Return what was ever said of a unit, newest first."""
    lines = []
    for one in said:
        parts = [
            f"{words.field(Kind.ORGANISATION, name)}: {words.value(Kind.ORGANISATION, name, value, names)}"
            for name, value in one.values.items()
            if value not in (None, "")
        ]
        lines.append(
            Past(one.valid_from, one.recorded_at, " · ".join(parts), words.source(one.source), one.actor_label)
        )
    return sorted(lines, key=lambda line: (line.on, line.at), reverse=True)


def person_url(person_id: UUID) -> str:
    return reverse("portal:person", args=[person_id])


def _node(unit: Any) -> Node:
    kind = pack().label("organisation_kinds", unit.kind, get_language() or "id")
    return Node(unit.pk, unit.name, kind, unit.code, unit.serving)


def _count(node: Node) -> int:
    node.serving = node.own + sum(_count(child) for child in node.below)
    return node.serving
