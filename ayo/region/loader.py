"""From a folder to a Pack: each file is read by one function, then validate judges the whole."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path

from ayo.region import posts, reading, validate
from ayo.region.calendar import Calendar, DayKind, National, SpecialDay
from ayo.region.data import (
    AddressRules,
    Area,
    AreaLevel,
    Areas,
    AuthorityRule,
    EmployeeStatus,
    Labels,
    Ladder,
    Locale,
    Names,
    NumberRule,
    OrgSeed,
    Pack,
    Source,
)
from ayo.region.errors import PackError
from ayo.region.reading import Faults, Table

AREA_COLUMNS = ("code", "name", "level", "parent", "bps_code", "aliases")
ORGANISATION_COLUMNS = tuple(field.name for field in fields(OrgSeed))
LABEL_GROUPS = ("sources", "statuses", "area_levels", "organisation_kinds")


def load(folder: Path) -> Pack:
    """Read and check a pack; raise PackError with every problem found."""
    faults = Faults()
    pack = _read(faults, folder)
    validate.check(faults, pack)
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return pack


def _read(faults: Faults, folder: Path) -> Pack:
    region = reading.toml(faults, folder, "region.toml")
    locale = _locale(region.table("locale"))
    phone, address = region.table("phone"), region.table("address")
    levels, kinds = region.labels("area_levels"), region.labels("organisation_kinds")
    sources, rules = _sources(reading.toml(faults, folder, "sources.toml"))
    statuses, ladders = _statuses(reading.toml(faults, folder, "statuses.toml"))
    post_roles, longest, gives_way = posts.read(reading.toml(faults, folder, posts.FILE))
    own_words: dict[str, Labels] = {
        "sources": {code: source.label for code, source in sources.items()},
        "statuses": {status.code: status.label for status in statuses},
        "area_levels": levels,
        "organisation_kinds": kinds,
    }
    pack = Pack(
        folder=folder,
        code=region.text("code"),
        slug=region.text("slug"),
        bps_code=region.text("bps_code"),
        names=_names(region.table("names")),
        locale=locale,
        phone_prefix=phone.text("prefix"),
        phone_area_code=phone.text("area_code"),
        address=AddressRules(
            address.text("postal_pattern"), address.text("email_domain"), address.number("rt_rw_digits")
        ),
        agencies=region.labels("agencies"),
        area_levels=levels,
        organisation_kinds=kinds,
        areas=Areas(_areas(reading.rows(faults, folder, "areas.csv", AREA_COLUMNS))),
        organisations=tuple(
            _organisation(row) for row in reading.rows(faults, folder, "organisations.csv", ORGANISATION_COLUMNS)
        ),
        calendar=_calendar(reading.toml(faults, folder, "calendar.toml"), locale.language),
        sources=sources,
        authority_rules=rules,
        employee_statuses=statuses,
        ladders=ladders,
        post_roles=post_roles,
        longest=longest,
        gives_way=gives_way,
        translations={locale.language: own_words, **_translations(faults, folder, locale)},
    )
    for table in (phone, address, region):
        table.done()
    return pack


def _names(table: Table) -> Names:
    names = Names(**{field.name: table.text(field.name) for field in fields(Names)})
    table.done()
    return names


def _locale(table: Table) -> Locale:
    locale = Locale(
        language=table.text("language"),
        languages=table.texts("languages"),
        country=table.text("country"),
        currency=table.text("currency"),
        timezone=table.text("timezone"),
        timezone_label=table.text("timezone_label"),
    )
    table.done()
    return locale


def _areas(rows: list[Table]) -> list[Area]:
    areas: dict[str, Area] = {}
    for row in rows:
        area = Area(
            code=row.text("code"),
            name=row.text("name"),
            level=row.choice("level", AreaLevel, AreaLevel.KELURAHAN),
            parent=row.optional_text("parent"),
            bps_code=row.optional_text("bps_code"),
            aliases=tuple(alias.strip() for alias in row.optional_text("aliases").split("|") if alias.strip()),
        )
        if area.code in areas:
            row.fault("code", "is used twice")
        areas[area.code] = area
    return list(areas.values())


def _organisation(row: Table) -> OrgSeed:
    return OrgSeed(
        code=row.text("code"),
        name=row.text("name"),
        short_name=row.text("short_name"),
        kind=row.text("kind"),
        parent=row.optional_text("parent"),
        siasn_code=row.optional_text("siasn_code"),
        area=row.text("area"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
    )


def _calendar(table: Table, language: str) -> Calendar:
    national = table.table("national")
    decrees: dict[int, str] = {}
    for decree in table.tables("decree", name="year"):
        year = decree.number("year")
        if year in decrees:
            decree.fault("year", "has two decrees")
        decrees[year] = decree.text("legal_basis")
        decree.done()
    work_days = table.numbers("work_days")
    if not work_days or len(set(work_days)) != len(work_days) or not set(work_days) <= set(range(1, 8)):
        table.fault("work_days", "must be different numbers from 1 (Monday) to 7 (Sunday), at least one")
        work_days = (1, 2, 3, 4, 5)
    calendar = Calendar(
        work_days=frozenset(work_days),
        national=National(
            country=national.text("country"),
            public=national.text("public"),
            joint_leave=national.optional_text("joint_leave"),
            legal_basis=national.text("legal_basis"),
            language=language,
        ),
        decrees=decrees,
        local=_special_days(table),
        legal_basis=table.text("legal_basis"),
    )
    national.done()
    table.done()
    return calendar


def _special_days(table: Table) -> Mapping[date, SpecialDay]:
    days: dict[date, SpecialDay] = {}
    for kind in DayKind:
        for row in table.tables(kind.lower(), name="on"):
            day = SpecialDay(row.day("on"), row.text("name"), kind, row.text("legal_basis"))
            row.done()
            if day.on in days:
                row.fault("on", f"is already a {days[day.on].kind.lower()}")
            days[day.on] = day
    return days


def _sources(table: Table) -> tuple[dict[str, Source], tuple[AuthorityRule, ...]]:
    sources: dict[str, Source] = {}
    for row in table.tables("source", name="code"):
        source = Source(
            row.text("code"), row.text("label"), row.optional_text("description"), row.optional_text("organisation")
        )
        row.done()
        if source.code in sources:
            row.fault("code", "is used twice")
        sources[source.code] = source
    rules: list[AuthorityRule] = []
    for row in table.tables("authority", name="kind"):
        rules.append(
            AuthorityRule(
                kind=row.text("kind"),
                source=row.text("source"),
                fields=row.texts("fields"),
                legal_basis=row.text("legal_basis"),
                valid_from=row.day("valid_from"),
                valid_to=row.optional_day("valid_to"),
            )
        )
        row.done()
    table.done()
    return sources, tuple(rules)


def _statuses(table: Table) -> tuple[tuple[EmployeeStatus, ...], tuple[Ladder, ...]]:
    statuses: list[EmployeeStatus] = []
    for row in table.tables("status", name="code"):
        statuses.append(
            EmployeeStatus(
                code=row.text("code"),
                label=row.text("label"),
                number_rule=row.choice("number_rule", NumberRule, NumberRule.LOCAL),
                legal_basis=row.text("legal_basis"),
                valid_from=row.day("valid_from"),
                valid_to=row.optional_day("valid_to"),
            )
        )
        row.done()
    ladders = tuple(_ladder(row) for row in table.tables("ladder", name="code"))
    table.done()
    return tuple(statuses), ladders


def _ladder(row: Table) -> Ladder:
    code, statuses = row.text("code"), row.texts("statuses")
    grades: dict[str, str] = {}
    for grade in row.items("grades"):
        match grade:
            case [str(name), str(label)] if name and label and name not in grades:
                grades[name] = label
            case _:
                row.fault("grades", f"must be different [code, label] pairs, not {grade!r}")
    row.done()
    return Ladder(code, statuses, grades)


def _translations(faults: Faults, folder: Path, locale: Locale) -> dict[str, Mapping[str, Labels]]:
    translations: dict[str, Mapping[str, Labels]] = {}
    for language in locale.languages:
        if language != locale.language:
            table = reading.toml(faults, folder, f"locale/{language}.toml")
            translations[language] = {group: table.labels(group) for group in LABEL_GROUPS}
            table.done()
    return translations
