"""What must hold across the files of a pack. Every check adds its faults and goes on."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ayo.region import look, posts
from ayo.region.data import RECORD_FIELDS, Area, AreaLevel, AuthorityRule, EmployeeStatus, OrgSeed, Pack, plain
from ayo.region.reading import NO_DATE, Faults

FOREVER = date.max
PARENT_LEVEL = {AreaLevel.KECAMATAN: AreaLevel.CITY, AreaLevel.KELURAHAN: AreaLevel.KECAMATAN}


def check(faults: Faults, pack: Pack) -> None:
    _check_region(faults, pack)
    _check_areas(faults, pack)
    _check_organisations(faults, pack)
    _check_sources(faults, pack)
    _check_authority(faults, pack.authority_rules, sources=pack.sources)
    _check_statuses(faults, pack)
    posts.check(faults, pack.post_roles, pack.longest, organisation_kinds=pack.organisation_kinds)
    _check_translations(faults, pack)
    look.check(faults, pack.folder)


def _check_region(faults: Faults, pack: Pack) -> None:
    def wrong(key: str, reason: str) -> None:
        faults.add("region.toml", key, reason)

    if pack.slug and not re.fullmatch(r"[a-z][a-z0-9-]*", pack.slug):
        wrong("slug", f"must be lower-case letters, digits and hyphens: {pack.slug}")
    if pack.phone_prefix and not re.fullmatch(r"\+[1-9][0-9]{0,3}", pack.phone_prefix):
        wrong("phone.prefix", f"must look like +62: {pack.phone_prefix}")
    if pack.locale.languages and pack.locale.language not in pack.locale.languages:
        wrong("locale.language", f"{pack.locale.language} is not among locale.languages")
    if pack.locale.timezone:
        try:
            ZoneInfo(pack.locale.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            wrong("locale.timezone", f"unknown time zone {pack.locale.timezone}")
    try:
        re.compile(pack.address.postal_pattern)
    except re.error as error:
        wrong("address.postal_pattern", f"is not a pattern: {error}")
    known = {seed.code for seed in pack.organisations}
    for part, code in pack.agencies.items():
        if code not in known:
            wrong(f"agencies.{part}", f"unknown organisation {code}")
    for level in AreaLevel:
        if level not in pack.area_levels:
            wrong(f"area_levels.{level}", "is missing")


def _check_areas(faults: Faults, pack: Pack) -> None:
    tops = [area.code for area in pack.areas if area.level is AreaLevel.CITY]
    if tops != [pack.code]:
        faults.add("areas.csv", "", f"exactly one CITY is expected, {pack.code}, found: {', '.join(tops) or 'none'}")
    for area in pack.areas:
        for reason in _area_reasons(area, pack.areas.get(area.parent)):
            faults.add("areas.csv", area.code, reason)
    taken: dict[tuple[str, str], str] = {}
    for area in pack.areas:
        for name in dict.fromkeys(map(plain, (area.name, *area.aliases))):
            other = taken.setdefault((area.parent, name), area.code)
            if other != area.code:
                faults.add("areas.csv", area.code, f"bears a name of {other}: {area.name}")


def _area_reasons(area: Area, parent: Area | None) -> Iterable[str]:
    wanted = PARENT_LEVEL.get(area.level)
    if wanted is None:
        if area.parent:
            yield f"a {area.level} has no parent"
        return
    if parent is None:
        yield f"unknown parent {area.parent or '(none)'}"
        return
    if parent.level is not wanted:
        yield f"a {area.level} lies in a {wanted}, but {parent.code} is a {parent.level}"
    if not area.code.startswith(f"{parent.code}."):
        yield f"its code does not begin with that of its parent {parent.code}"


def _check_organisations(faults: Faults, pack: Pack) -> None:
    by_code = {seed.code: seed for seed in pack.organisations}
    for code, times in Counter(seed.code for seed in pack.organisations if seed.code).items():
        if times > 1:
            faults.add("organisations.csv", code, f"code is used {times} times")
    tops = [seed.code for seed in pack.organisations if not seed.parent]
    if len(tops) != 1:
        faults.add(
            "organisations.csv", "", f"exactly one row without parent is expected, found: {', '.join(tops) or 'none'}"
        )
    for seed in pack.organisations:
        for reason in (*_period_reasons(seed), *_organisation_reasons(seed, pack), *_parent_reasons(seed, by_code)):
            faults.add("organisations.csv", seed.code, reason)


def _organisation_reasons(seed: OrgSeed, pack: Pack) -> Iterable[str]:
    if seed.kind and seed.kind not in pack.organisation_kinds:
        yield f"unknown kind {seed.kind}, region.toml organisation_kinds does not have it"
    area = pack.areas.get(seed.area)
    if seed.area and area is None:
        yield f"unknown area {seed.area}"
    if area is not None and seed.kind in AreaLevel.__members__ and area.level != seed.kind:
        yield f"a {seed.kind} needs an area of that level, {seed.area} is a {area.level}"


def _parent_reasons(seed: OrgSeed, by_code: dict[str, OrgSeed]) -> Iterable[str]:
    if not seed.parent:
        return
    parent = by_code.get(seed.parent)
    if parent is None:
        yield f"unknown parent {seed.parent}"
        return
    if seed.valid_from < parent.valid_from or (seed.valid_to or FOREVER) > (parent.valid_to or FOREVER):
        yield f"lives longer than its parent {parent.code}"
    above, seen = parent, {seed.code}
    while above.code not in seen and above.parent in by_code:
        seen.add(above.code)
        above = by_code[above.parent]
    if above.code in seen:
        yield "is above itself"


def _check_sources(faults: Faults, pack: Pack) -> None:
    known = {seed.code for seed in pack.organisations}
    for source in pack.sources.values():
        if source.organisation and source.organisation not in known:
            faults.add("sources.toml", f"source {source.code}", f"unknown organisation {source.organisation}")


def _check_authority(faults: Faults, rules: Sequence[AuthorityRule], *, sources: Iterable[str]) -> None:
    for number, rule in enumerate(rules, start=1):
        where = f"authority[{number}] {rule.kind}"
        for reason in (*_period_reasons(rule), *_authority_reasons(rule, set(sources))):
            faults.add("sources.toml", where, reason)
    for kind, names in RECORD_FIELDS.items():
        for name in names:
            held = [rule for rule in rules if rule.kind == kind and name in rule.fields]
            if not any(rule.valid_to is None for rule in held):
                faults.add("sources.toml", f"authority {kind}", f"field {name} has no source with authority")
            if _overlap(held):
                faults.add("sources.toml", f"authority {kind}", f"field {name} has two sources at the same time")


def _authority_reasons(rule: AuthorityRule, sources: set[str]) -> Iterable[str]:
    if rule.source and rule.source not in sources:
        yield f"unknown source {rule.source}"
    if rule.kind not in RECORD_FIELDS:
        yield f"unknown kind {rule.kind}, expected one of {', '.join(RECORD_FIELDS)}"
        return
    for name in rule.fields:
        if name not in RECORD_FIELDS[rule.kind]:
            yield f"unknown field {name}"


def _check_statuses(faults: Faults, pack: Pack) -> None:
    if not pack.employee_statuses:
        faults.add("statuses.toml", "status", "at least one is expected")
    for code in dict.fromkeys(status.code for status in pack.employee_statuses):
        versions = [status for status in pack.employee_statuses if status.code == code]
        for reason in (reason for status in versions for reason in _period_reasons(status)):
            faults.add("statuses.toml", f"status {code}", reason)
        if _overlap(versions):
            faults.add("statuses.toml", f"status {code}", "two entries hold at the same time")
    known = {status.code for status in pack.employee_statuses}
    for ladder in pack.ladders:
        for status_code in ladder.statuses:
            if status_code not in known:
                faults.add("statuses.toml", f"ladder {ladder.code}", f"unknown status {status_code}")


def _check_translations(faults: Faults, pack: Pack) -> None:
    own = pack.translations[pack.locale.language]
    for language, groups in pack.translations.items():
        file = f"locale/{language}.toml"
        for group, labels in groups.items():
            for code in own[group].keys() - labels.keys():
                faults.add(file, f"{group}.{code}", "is missing")
            for code in labels.keys() - own[group].keys():
                faults.add(file, f"{group}.{code}", "unknown key")


def _period_reasons(item: OrgSeed | AuthorityRule | EmployeeStatus) -> Iterable[str]:
    if item.valid_to is not None and item.valid_from is not NO_DATE and item.valid_to <= item.valid_from:
        yield f"valid_to {item.valid_to} is not after valid_from {item.valid_from}"


def _overlap(items: Sequence[AuthorityRule] | Sequence[EmployeeStatus]) -> bool:
    periods = sorted((item.valid_from, item.valid_to or FOREVER) for item in items)
    return any(later[0] < earlier[1] for earlier, later in pairwise(periods))
