"""The role-result matrix of a unit, and the spread of its predicates, as their pages print them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.performance import access, law, periods
from ayo.performance.data.plan import PlanState
from ayo.performance.data.rating import Achievement, Predicate
from ayo.performance.models import UnitRating, UnitRatingStep, UnitResult
from ayo.performance.pay.sheets import Row
from ayo.performance.queries import plans, unit_ratings, unit_results
from ayo.performance.queries.unit_results import Carried
from ayo.performance.rules import coverage as rules
from ayo.performance.rules import evaluation
from ayo.performance.words import plans as plan_words
from ayo.performance.words import unit as unit_words
from ayo.registry import facade as registry
from ayo.ui.jinja import url

PEOPLE, NAMED = 50, 20
"""How many members a page of the matrix shows, and how many names a sentence or a list of carriers has."""


class Matrix:
    """What a unit is to reach in a year, who is there, and who carries what; three queries."""

    def __init__(self, organisation_id: UUID, year: int) -> None:
        today = clock.today()
        self.day = today if year == today.year else date(year, 1, 1)
        self.results = unit_results.of_unit(organisation_id, year=year)
        self.members = registry.members_of(organisation_id, today)
        there = {one.employee_id for one in self.members}
        found = unit_results.carried([one.pk for one in self.results], day=self.day)
        self.carried = [one for one in found if one.employee_id in there]
        self.cover = rules.coverage(
            [one.pk for one in self.results], [one.employee_id for one in self.members],
            [(one.unit_result_id, one.employee_id) for one in self.carried],
        )  # fmt: skip
        self.cells: dict[tuple[UUID, UUID], list[Carried]] = {}
        for one in self.carried:
            self.cells.setdefault((one.unit_result_id, one.employee_id), []).append(one)

    def page(self, number: int) -> dict[str, Any]:
        """Return the matrix with the members of one page, and the coverage of everybody; two more queries."""
        shown = self.members[number * PEOPLE : (number + 1) * PEOPLE]
        idle = set(self.cover.idle)
        waiting = [one for one in self.members if one.employee_id in idle]
        carriers = {one.pk: self._carriers(one) for one in self.results}
        named = [*shown, *waiting[:NAMED], *(who for found in carriers.values() for who in found[:NAMED])]
        names = registry.names_of({one.person_id for one in named})
        standing = plans.of_team([one.employee_id for one in shown], day=self.day)
        return {
            "results": [self._result(one, carriers[one.pk], names) for one in self.results],
            "rows": [
                {"name": names.get(one.person_id, ""), "post": one.post, "is_idle": one.employee_id in idle,
                 "has_plan": one.employee_id in standing,
                 "cells": [self._texts(row.pk, one.employee_id) for row in self.results]}
                for one in shown
            ],
            "uncarried": [one.text for one in self.results if one.pk in self.cover.uncarried],
            "idle": [names.get(one.person_id, "") for one in waiting[:NAMED]],
            "idle_count": len(waiting), "idle_more": max(0, len(waiting) - NAMED), "everybody": len(self.members),
            "next": len(self.members) > (number + 1) * PEOPLE,
        }  # fmt: skip

    def table(self) -> Iterator[Row]:
        """Yield the whole matrix as rows of a file: a head, then a row for each member."""
        names = registry.names_of({one.person_id for one in self.members})
        yield [_("Nama"), _("Jabatan"), *(one.text for one in self.results)]
        for one in self.members:
            cells = (self._texts(row.pk, one.employee_id) for row in self.results)
            yield [
                names.get(one.person_id, ""),
                one.post,
                *("; ".join(text for text, _draft in cell) for cell in cells),
            ]

    def _carriers(self, result: UnitResult) -> list[Any]:
        return [one for one in self.members if (result.pk, one.employee_id) in self.cells]

    def _texts(self, result_id: UUID, employee_id: UUID) -> list[tuple[str, str]]:
        """Return what a member delivers for a result, with the state of a plan that is not agreed on yet."""
        return [
            (one.text, "" if one.state == PlanState.AGREED else str(plan_words.STATES[PlanState(one.state)].word))
            for one in self.cells.get((result_id, employee_id), [])
        ]

    def _result(self, row: UnitResult, carriers: list[Any], names: dict[UUID, str]) -> dict[str, Any]:
        return {
            "id": row.pk, "text": row.text, "count": len(carriers), "more": max(0, len(carriers) - NAMED),
            "carriers": [
                {"name": names.get(one.person_id, ""), "texts": self._texts(row.pk, one.employee_id)}
                for one in carriers[:NAMED]
            ],
        }  # fmt: skip


def spread(rating: UnitRating | None, given: Sequence[Predicate], since: date) -> dict[str, Any]:
    """Return how predicates spread, and which guides of the pattern in force they do not keep."""
    off = evaluation.deviations(law.evaluation(since), Achievement(rating.achievement), given) if rating else []
    return {
        "look": unit_words.ACHIEVEMENTS[rating.achievement] if rating else None,
        "reason": rating.reason if rating else "", "by": rating.set_label if rating else "",
        "justification": rating.justification if rating else "",
        "rows": unit_words.spread(list(given)), "rated": len(given),
        "warnings": [unit_words.deviation(one) for one in off],
        "guides": [unit_words.guide(one) for one in
                   law.evaluation(since).patterns[Achievement(rating.achievement)]] if rating else [],
    }  # fmt: skip


def lines(units: Sequence[tuple[UUID, str]], period: periods.Period) -> list[dict[str, Any]]:
    """Return each unit with what it achieved and how its predicates spread; two queries for all."""
    kind, since, _until = period
    ids = [one for one, _name in units]
    rated = unit_ratings.of_units(ids, kind=kind, since=since)
    given = unit_ratings.predicates(ids, kind=kind, since=since)
    code = periods.code(kind, since)
    return [
        {"name": name, "url": f"{url('performance:unit_spread', one)}?periode={code}"}
        | spread(rated.get(one), given[one], since)
        for one, name in units
    ]


def warnings(actor: Actor, period: periods.Period) -> list[dict[str, Any]]:
    """Return the units the actor leads whose predicates do not spread by the pattern, for the pages of ratings."""
    led = access.led_units(actor)
    names = registry.organisation_names(led) if led else {}
    found = lines(sorted(names.items(), key=lambda one: one[1]), period) if led else []
    return [one for one in found if one["warnings"]]


def history(steps: Sequence[UnitRatingStep]) -> list[dict[str, Any]]:
    """Return the versions for the timeline, the newest first."""
    older = [*steps[1:], None] if len(steps) <= unit_ratings.STEPS else [*steps[1:]]
    return [unit_words.step(one, before) for one, before in zip(steps, older, strict=False)]
