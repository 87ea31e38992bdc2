"""Values and guides of behaviour, rules of plans, and what plans begin with, as the region's pack has them."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from ayo.performance.data.plan import (
    Approach,
    Aspect,
    Behaviour,
    Indicator,
    PlanRules,
    PostTemplate,
    Result,
    ResultKind,
)
from ayo.region.facade import Faults, PackError, Table, pack, toml

FILE = "plans.toml"
GUIDES, MONTHS = 3, (1, 3)
COMMON_YEAR = 2001


@dataclass(frozen=True, slots=True)
class Plans:
    """Behaviours in the order of the file, rules in the order of their dates, templates as they are tried."""

    behaviours: tuple[Behaviour, ...]
    behaviour_basis: str
    rules: tuple[PlanRules, ...]
    templates: tuple[PostTemplate, ...]


def rules(day: date) -> PlanRules:
    """Return the rules in force on a day; on a day before all of them, the first."""
    found = plans().rules
    return next((one for one in reversed(found) if one.valid_from <= day), found[0])


def template(post: str) -> PostTemplate:
    """Return the template with the longest beginning of this title, else the one for everybody."""
    title, best, longest = post.casefold(), plans().templates[-1], 0
    for one in plans().templates:
        fits = max((len(begins) for begins in one.posts if title.startswith(begins.casefold())), default=0)
        if fits > longest:
            best, longest = one, fits
    return best


def plans() -> Plans:
    """Return what the region says of plans. Raises PackError."""
    return _plans(pack().folder)


@lru_cache(maxsize=4)
def _plans(folder: Path) -> Plans:
    faults = Faults()
    file = toml(faults, folder, FILE)
    behaviours = tuple(_behaviour(table) for table in file.tables("behaviour", name="code"))
    basis = file.table("behaviours")
    found = Plans(
        behaviours, basis.text("legal_basis"),
        tuple(sorted(map(_rules, file.tables("rules", name="valid_from")), key=lambda one: one.valid_from)),
        tuple(sorted(map(_template, file.tables("template", name="posts")), key=lambda one: not one.posts)),
    )  # fmt: skip
    basis.done()
    file.done()
    for key, there in {"behaviour": found.behaviours, "rules": found.rules}.items():
        if not there:
            file.fault(key, "is missing")
    if not found.templates or found.templates[-1].posts:
        file.fault("template", "one without posts is missing, for everybody else")
    _check_once(file, found)
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return found


def _check_once(file: Table, found: Plans) -> None:
    """Of two that say something about the same, one would be passed over in silence."""
    posts = [begins.casefold() for one in found.templates for begins in one.posts or ("everybody else",)]
    said = {
        "behaviour": [one.code for one in found.behaviours],
        "rules": [one.valid_from.isoformat() for one in found.rules],
        "template": posts,
    }
    for key, names in said.items():
        for name in sorted({one for one in names if names.count(one) > 1}):
            file.fault(key, f"{name} is there more than once")


def _behaviour(table: Table) -> Behaviour:
    name = {"id": table.text("id"), "en": table.text("en")}
    guides = table.tables("guide", name="id")
    if len(guides) != GUIDES:
        table.fault("guide", f"needs {GUIDES}")
    found = Behaviour(table.text("code"), name, tuple(_words(one) for one in guides))
    table.done()
    return found


def _words(table: Table) -> Mapping[str, str]:
    found = {"id": table.text("id"), "en": table.text("en")}
    table.done()
    return found


def _rules(table: Table) -> PlanRules:
    months = table.number("period_months")
    if months not in MONTHS:
        table.fault("period_months", "must be 1 or 3")
    day = table.numbers("set_by")
    if not _is_in_every_year(day):
        table.fault("set_by", "needs month and day, such as every year has")
        day = (1, 31)
    statuses = frozenset(table.texts("statuses"))
    if not statuses:
        table.fault("statuses", "needs one or more")
    within = table.number("object_within")
    if within < 1:
        table.fault("object_within", "must be 1 or more")
    found = PlanRules(
        table.day("valid_from"), table.text("legal_basis"), statuses, (day[0], day[1]), months, within
    )  # fmt: skip
    table.done()
    return found


def _is_in_every_year(day: tuple[int, ...]) -> bool:
    return len(day) == 2 and 1 <= day[0] <= 12 and 1 <= day[1] <= monthrange(COMMON_YEAR, day[0])[1]


def _template(table: Table) -> PostTemplate:
    posts = table.texts("posts") if "posts" in table.values else ()
    results = tuple(_result(one) for one in table.tables("result", name="text"))
    if not any(one.kind is ResultKind.MAIN for one in results):
        table.fault("result", "needs one that belongs to the post")
    approach = table.choice("approach", Approach, Approach.QUANTITATIVE)
    for number, one in enumerate(results, start=1):
        if one.indicators and approach is Approach.QUANTITATIVE and not all(each.aspect for each in one.indicators):
            table.fault(f"result[{number}]", "is measured by numbers: every indicator needs an aspect")
    found = PostTemplate(posts, approach, results)
    table.done()
    return found


def _result(table: Table) -> Result:
    kind = table.choice("kind", ResultKind, ResultKind.MAIN) if "kind" in table.values else ResultKind.MAIN
    indicators = tuple(_indicator(one) for one in table.tables("indicator", name="aspect"))
    if not indicators:
        table.fault("indicator", "is missing")
    found = Result(kind, table.text("text"), indicators)
    table.done()
    return found


def _indicator(table: Table) -> Indicator:
    aspect = table.choice("aspect", Aspect, Aspect.QUANTITY) if "aspect" in table.values else None
    found = Indicator(
        table.text("text"), aspect, table.text("target") if aspect else "", table.text("unit") if aspect else ""
    )
    table.done()
    return found
